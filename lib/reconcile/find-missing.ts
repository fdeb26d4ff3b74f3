import "server-only";
import { clearAlert } from "@/lib/alerts/raise-alert";
import { applySnapshot } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { DojoError } from "@/lib/dojo/errors";
import { fetchPaymentIntent } from "@/lib/dojo/payment-intents";
import { log } from "@/lib/log";
import { YOUNG_MS } from "@/lib/reconcile/find-difference";
import { recordBreak } from "@/lib/reconcile/record-break";

/** So many unanswered questions are Dojo's trouble and no longer that of single payments. */
const MOST_UNASKED = 10;

type Ours = { intentId: string; state: string };
type Missing = { differences: number; unasked: number };

/** Payments of ours that hold or may hold money. The states stand in the text, or no partial index could be used. */
export function paymentsBetween(since: Date, before: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT "intentId", state::text AS state FROM "PaymentAttempt"
    WHERE state IN ('OPEN', 'CAPTURED') AND "createdAt" >= ${since} AND "createdAt" < ${before} AND "intentId" IS NOT NULL`;
}

/**
 * Ours that Dojo's search did not show: asked for one by one before anything is said. One of which Dojo does not speak
 * is counted, and the others are asked about all the same. Throws the last `DojoError` when it speaks of none.
 */
export async function findMissing(
  seen: ReadonlySet<string>,
  { since, now }: { since: Date; now: Date },
  signal?: AbortSignal,
): Promise<Missing> {
  const ours = await db().$queryRaw<Ours[]>(paymentsBetween(since, new Date(now.getTime() - YOUNG_MS)));
  const missing: Missing = { differences: 0, unasked: 0 };
  for (const { intentId, state } of ours.filter((each) => !seen.has(each.intentId))) {
    signal?.throwIfAborted();
    const error = await ask(intentId);
    if (error === null) await clearAlert("reconciliation-break", intentId);
    else if (error.kind === "unauthorised") throw error;
    else if (error.retryable) {
      missing.unasked += 1;
      log.warn({ intentId, error: error.message }, "a payment could not be compared");
      if (missing.unasked >= MOST_UNASKED) throw error;
    } else {
      missing.differences += 1;
      const why =
        error.kind === "not-found" ? "Dojo does not know it" : `Dojo cannot tell of it (${error.kind})`;
      await recordBreak(intentId, `${why}, we had ${state}`, false);
    }
  }
  return missing;
}

/** Null when it is there after all, and settled by what Dojo says. */
async function ask(intentId: string): Promise<DojoError | null> {
  try {
    await applySnapshot(await fetchPaymentIntent(intentId));
    return null;
  } catch (error) {
    if (error instanceof DojoError) return error;
    throw error;
  }
}
