import "server-only";
import { clearAlert, raiseAlert } from "@/lib/alerts/raise-alert";
import { giveUpAttempt } from "@/lib/checkout/attempts";
import { cancelAtDojo } from "@/lib/checkout/cancel-at-dojo";
import { judgeLost, type LostAttempt } from "@/lib/checkout/judge-lost";
import { settleIntent, settleKnown } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { isIntentOf } from "@/lib/dojo/is-intent-of";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { scanPaymentIntents } from "@/lib/dojo/scan-payment-intents";

/** In ms: Dojo's clock may be this far from ours. */
const SLACK_MS = 15 * 60_000;
const ALERT_AFTER_MS = 15 * 60_000;

type Lost = LostAttempt & { orderId: string; sentAt: Date };

/**
 * Looks at Dojo for an intent whose reply was lost, by our reference and mark. A found one becomes the attempt's own,
 * to be cancelled or settled like any other, since its link was shown to nobody; one that is surely absent frees the
 * order for another attempt. False: not known yet, and until then there is none, because a POST without idempotency is
 * not sent twice. Throws `DojoError`.
 */
export async function recoverAttempt(attemptId: string): Promise<boolean> {
  await giveUpAttempt(attemptId, "UNKNOWN");
  const lost = await findLost(attemptId);
  if (!lost) return true;
  const known = await lookFor(lost);
  if (known && lost.ageMs > ALERT_AFTER_MS) await clearAlert("attempt-unknown", attemptId);
  return known;
}

async function lookFor(lost: Lost): Promise<boolean> {
  const found = judgeLost(await findAtDojo(lost), lost);
  if (found.kind === "there") {
    await settleIntent(found.first.id);
    for (const { id } of found.more) await cancelAtDojo(id);
  }
  if (found.kind === "absent") await settleKnown(lost.orderId, { absent: lost.id });
  // For the time of the next look, or for none.
  if (found.kind === "still-absent") await settleKnown(lost.orderId);
  return found.kind !== "not-yet";
}

async function findLost(attemptId: string): Promise<Lost | undefined> {
  const [lost] = await db().$queryRaw<Lost[]>`
    SELECT id, "orderId", state::text AS state, reference, "sentAt",
      (extract(epoch FROM shop_now() - "sentAt") * 1000)::float8 AS "ageMs"
    FROM "PaymentAttempt"
    WHERE id = ${attemptId} AND "intentId" IS NULL AND "sentAt" IS NOT NULL
      AND state IN ('UNKNOWN', 'NOT_CREATED')`;
  if (lost?.state === "UNKNOWN" && lost.ageMs > ALERT_AFTER_MS)
    await raiseAlert(
      "attempt-unknown",
      attemptId,
      `Dojo has not told for ${Math.round(lost.ageMs / 60_000)} minutes what came of payment ${lost.reference}.`,
    );
  return lost;
}

async function findAtDojo(lost: Lost): Promise<PaymentIntent[]> {
  const found: PaymentIntent[] = [];
  const start = new Date(lost.sentAt.getTime() - SLACK_MS);
  const end = new Date(lost.sentAt.getTime() + SLACK_MS);
  for await (const intent of scanPaymentIntents({ start, end, sought: lost }))
    if (isIntentOf(intent, lost)) found.push(intent);
  return found;
}
