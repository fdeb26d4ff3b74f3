import "server-only";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/**
 * Works off the inbox after the answer is sent: this event, and any that an earlier process did not live to apply.
 * An event is marked done only after its order is settled; one that fails stays for the next round. Newest first,
 * so that events nobody can apply never keep a fresh one waiting; the order of settling does not matter.
 */
export async function processWebhookEvents(): Promise<void> {
  const waiting = await db().webhookEvent.findMany({
    where: { processedAt: null },
    orderBy: { receivedAt: "desc" },
    take: 50,
    select: { id: true, event: true, accountId: true, intentId: true },
  });
  for (const event of waiting) {
    try {
      await finishEvent(event.id, await apply(event));
    } catch (error) {
      log.warn({ eventId: event.id, error: String(error) }, "webhook event not applied yet");
    }
  }
}

type Waiting = { event: string; accountId: string | null; intentId: string | null };

async function apply({ event, accountId, intentId }: Waiting): Promise<string> {
  const ours = env().DOJO_ACCOUNT_ID;
  if (ours && accountId && accountId !== ours) return "another account";
  if (event !== "payment_intent.status_updated" || !intentId) return "ignored";
  return (await settleIntent(intentId)) ?? "not ours";
}

async function finishEvent(id: string, outcome: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "WebhookEvent" SET "processedAt" = shop_now(), outcome = ${outcome} WHERE id = ${id}`;
}
