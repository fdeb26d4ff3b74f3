import "server-only";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const BATCH = 50;
let draining: Promise<void> | null = null;
let arrived = false;

/**
 * Works off the inbox after the answer is sent: this event, and any that an earlier process did not live to apply.
 * One drain per process; deliveries that come meanwhile are taken by its next round. Once `signal` is aborted it
 * ends after the event in hand.
 */
export function processWebhookEvents(signal?: AbortSignal): Promise<void> {
  arrived = true;
  draining ??= drain(signal);
  return draining;
}

async function drain(signal?: AbortSignal): Promise<void> {
  try {
    while (arrived && !signal?.aborted) {
      arrived = false;
      const due = await dueEvents();
      for (const event of due) {
        if (signal?.aborted) return;
        await work(event);
      }
      if (due.length === BATCH) arrived = true;
    }
  } finally {
    // In the same breath as the last look at `arrived`, or a delivery in between would wake nobody.
    draining = null;
  }
}

async function dueEvents(): Promise<Waiting[]> {
  return db().$queryRaw<Waiting[]>`
    SELECT id, event, "accountId", "intentId" FROM "WebhookEvent"
    WHERE "processedAt" IS NULL AND "nextTryAt" <= shop_now() ORDER BY "nextTryAt" LIMIT ${BATCH}`;
}

/** Marked done only after its order is settled; else it waits longer each time, from 5 s to 15 min. */
async function work(event: Waiting): Promise<void> {
  try {
    await finishEvent(event.id, await apply(event));
  } catch (error) {
    log.warn({ eventId: event.id, error: String(error) }, "webhook event not applied yet");
    await db().$executeRaw`
      UPDATE "WebhookEvent" SET tries = tries + 1,
        "nextTryAt" = shop_now() + least(900, 5 * 2 ^ least(tries, 10)) * interval '1 second'
      WHERE id = ${event.id}`;
  }
}

type Waiting = { id: string; event: string; accountId: string | null; intentId: string | null };

async function apply({ event, accountId, intentId }: Omit<Waiting, "id">): Promise<string> {
  const ours = env().DOJO_ACCOUNT_ID;
  if (ours && accountId && accountId !== ours) return "another account";
  if (event !== "payment_intent.status_updated" || !intentId) return "ignored";
  return (await settleIntent(intentId)) ?? "not ours";
}

async function finishEvent(id: string, outcome: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "WebhookEvent" SET "processedAt" = shop_now(), outcome = ${outcome} WHERE id = ${id}`;
}
