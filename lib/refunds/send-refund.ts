import "server-only";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import { tellKeyRefused } from "@/lib/alerts/tell-key-refused";
import { applySnapshot, settleKnown } from "@/lib/checkout/settle-order";
import { db, isUniqueViolation } from "@/lib/db/client";
import type { RefundState } from "@/lib/db/generated/enums";
import { DojoError } from "@/lib/dojo/errors";
import { fetchPaymentIntent, refundPayment } from "@/lib/dojo/payment-intents";
import { inParallel } from "@/lib/in-parallel";
import { log } from "@/lib/log";
import {
  type Given,
  givenOf,
  judgeRefund,
  outcomeOfFailure,
  outcomeUnsent,
  type TryOutcome,
} from "@/lib/refunds/judge-refund";
import {
  type DueRefund,
  findRefund,
  postponeRefund,
  takeRefund,
  whichRefund,
  writeJudgement,
} from "@/lib/refunds/refund-rows";

/** In ms: a refund takes Dojo longer than a question. */
const DEADLINE_MS = 15_000;
const AT_ONCE = 4;

/**
 * One try of a refund: asks Dojo what was given back so far, commits that it is being sent, sends it under its one
 * key, and asks again. Safe to call at any time and from anywhere; the row says whose turn it is. Returns the state that
 * the row has then, null when it is somebody else's or not due. Never throws for Dojo: an outcome that is not known, or
 * a refusal that is not believed yet, is tried again under the same key.
 */
export async function sendRefund(refundId: string): Promise<RefundState | null> {
  const before = await findRefund(refundId);
  if (!before || !["REQUESTED", "SENT"].includes(before.state)) return before?.state ?? null;
  if (!before.due) return null;
  const given = await askWhatIsGiven(before.intentId);
  if (!given) return putOff(before);
  const refund = await takeTurn(before, given);
  if (!refund) return null;
  const outcome = outcomeUnsent(refund, given) ?? (await trySending(refund));
  const now = outcome.kind === "unknown" ? null : await askWhatIsGiven(refund.intentId);
  const judgement = judgeRefund(refund, outcome, now);
  const written = await writeJudgement(
    refund,
    judgement,
    outcome.kind === "done" ? outcome.dojoRefundId : null,
  );
  if (!written) return (await findRefund(refundId))?.state ?? null;
  const { state } = judgement;
  if (state === "FAILED" || state === "REPLANNED") await settleKnown(refund.orderId);
  return state;
}

/** Nothing is sent while Dojo does not say what was given back so far; the others do not wait for it. */
async function putOff(refund: DueRefund): Promise<RefundState> {
  const waitsLong = await postponeRefund(refund.id);
  const trouble = "Dojo does not say what was given back so far, so it waits.";
  if (waitsLong) await raiseAlert("refund-failed", refund.id, whichRefund(refund, trouble));
  return refund.state;
}

/** Null when it is not ours to send: another process is at it, or another refund of the order is under way. */
async function takeTurn(refund: DueRefund, given: Given): Promise<DueRefund | null> {
  try {
    return await takeRefund(refund.id, given.refundedMinor);
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

async function trySending(refund: DueRefund): Promise<TryOutcome> {
  const { intentId, amountMinor, idempotencyKey, reason } = refund;
  try {
    const { refundId } = await refundPayment(intentId, { amountMinor, idempotencyKey, reason }, DEADLINE_MS);
    return { kind: "done", dojoRefundId: refundId };
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    const { kind, status, traceId } = error;
    log.warn(
      { refundId: refund.id, kind, status, traceId, tries: refund.tries },
      "a refund was not confirmed",
    );
    await tellKeyRefused(error);
    return outcomeOfFailure(error);
  }
}

async function askWhatIsGiven(intentId: string): Promise<Given | null> {
  try {
    const intent = await fetchPaymentIntent(intentId);
    await applySnapshot(intent);
    return givenOf(intent);
  } catch (error) {
    await tellKeyRefused(error);
    if (error instanceof DojoError) return null;
    throw error;
  }
}

/** For the worker: every refund that is due. */
export async function workRefunds(signal?: AbortSignal): Promise<void> {
  const due = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM "Refund" WHERE state IN ('REQUESTED', 'SENT') AND "nextTryAt" <= shop_now()
    ORDER BY "nextTryAt" LIMIT 100`;
  await inParallel(due, AT_ONCE, ({ id }) => sendRefund(id), signal);
}
