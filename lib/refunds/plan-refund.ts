import type { Surplus } from "@/lib/checkout/derive-order";
import { keptMinor } from "@/lib/checkout/mirror-attempt";
import type { AttemptRow } from "@/lib/checkout/order-rows";
import type { RefundState } from "@/lib/db/generated/enums";

export type PlannedRefund = Surplus & { key: string };

/**
 * The refunds that nobody asked for, amounts in minor units. The key is made of the attempt and a count, so that the
 * same surplus cannot be planned twice.
 */
export function planAutoRefunds(
  surplus: readonly Surplus[],
  attempts: readonly Pick<AttemptRow, "id" | "autoRefund" | "autoRefunds">[],
): PlannedRefund[] {
  return surplus.flatMap((money) => {
    const attempt = attempts.find(({ id }) => id === money.attemptId);
    if (attempt?.autoRefund !== "none") return [];
    return [{ ...money, key: `auto:${money.attemptId}:${attempt.autoRefunds + 1}` }];
  });
}

type Wish = { amountMinor?: number; requestKey: string };
type Earlier = {
  id: string;
  state: RefundState;
  requestKey: string;
  amountMinor: number;
  attemptId: string;
};
type Money = {
  paidAttemptId: string | null;
  attempts: readonly AttemptRow[];
  refunds: readonly Earlier[];
};

export type RefundPlan =
  /** The wish was written down before. */
  | { kind: "known"; refundId: string; amountMinor: number; intentId: string }
  | { kind: "new"; attemptId: string; amountMinor: number; intentId: string }
  | { kind: "nothing-taken" }
  | { kind: "too-much"; leftMinor: number }
  /** Another refund of this order is not finished, so what is left is not known. */
  | { kind: "under-way" }
  /** The key was used for another amount. */
  | { kind: "key-reused" };

/**
 * What a wish for a refund comes to, with the order locked; pure. Capped by what is left, one of an order at a time;
 * money that belongs to no order goes back before the payment that counts.
 */
export function planRefund(wish: Wish, { paidAttemptId, attempts, refunds }: Money): RefundPlan {
  const same = refunds.find(({ requestKey }) => requestKey === wish.requestKey);
  if (same) {
    const intentId = attempts.find(({ id }) => id === same.attemptId)?.intentId;
    const asked = wish.amountMinor ?? same.amountMinor;
    if (asked !== same.amountMinor || !intentId) return { kind: "key-reused" };
    return { kind: "known", refundId: same.id, amountMinor: same.amountMinor, intentId };
  }
  if (refunds.some(({ state }) => state === "REQUESTED" || state === "SENT")) return { kind: "under-way" };
  const attempt = toGiveBack(attempts, paidAttemptId);
  if (!attempt?.intentId) return { kind: "nothing-taken" };
  const leftMinor = keptMinor(attempt);
  const amountMinor = wish.amountMinor ?? leftMinor;
  if (amountMinor > leftMinor || amountMinor <= 0) return { kind: "too-much", leftMinor };
  return { kind: "new", attemptId: attempt.id, amountMinor, intentId: attempt.intentId };
}

function toGiveBack(attempts: readonly AttemptRow[], paidAttemptId: string | null): AttemptRow | undefined {
  const kept = attempts.filter((attempt) => keptMinor(attempt) > 0);
  return kept.find(({ id }) => id !== paidAttemptId) ?? kept[0];
}
