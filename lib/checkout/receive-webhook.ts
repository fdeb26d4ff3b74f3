import "server-only";
import { readCapped } from "@/lib/border/read-capped";
import { db } from "@/lib/db/client";
import { parseEvent, SIGNATURE_HEADER, verifySignature } from "@/lib/dojo/webhook";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** Dojo signs no time, so that whoever has a delivery may send it again for ever; that does no harm, and is told. */
const OLD_MS = 7 * 24 * 60 * 60_000;

/**
 * Verifies the raw bytes, stores the event under Dojo's own id and says which status to answer: 200 only once it is
 * committed, also when it comes again; 401 for a signature that is missing, malformed or wrong; 400 for signed text that
 * is no event.
 */
export async function receiveWebhook(request: Request): Promise<200 | 400 | 401 | 413> {
  const body = await readCapped(request.body);
  if (!body) return 413;
  if (!verifySignature(body, request.headers.get(SIGNATURE_HEADER), env().DOJO_WEBHOOK_SECRETS)) {
    log.warn({ bytes: body.length }, "webhook refused: signature");
    return 401;
  }
  const text = new TextDecoder().decode(body);
  const event = parseEvent(text);
  if (!event) return 400;
  await db().$executeRaw`
    INSERT INTO "WebhookEvent" (id, event, "accountId", "intentId", body)
    VALUES (${event.id}, ${event.event}, ${event.accountId}, ${event.intentId}, ${text})
    ON CONFLICT (id) DO UPDATE SET "nextTryAt" = least("WebhookEvent"."nextTryAt", shop_now())
      WHERE "WebhookEvent"."processedAt" IS NULL`;
  const ageMs = Date.now() - (event.createdAt?.getTime() ?? Date.now());
  if (ageMs > OLD_MS)
    log.warn({ eventId: event.id, createdAt: event.createdAt }, "an old event was delivered");
  return 200;
}
