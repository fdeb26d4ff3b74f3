import type { AttemptState, OrderStatus } from "@/lib/db/generated/enums";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";

const STATE_OF: Readonly<Record<string, AttemptState>> = {
  Created: "OPEN",
  Authorized: "OPEN",
  Captured: "CAPTURED",
  Canceled: "CANCELED",
  Reversed: "REVERSED",
  Refunded: "REFUNDED",
};

/** No two final states share a rank, or the first heard would win: news of money beats news of none. */
const RANK: Readonly<Record<AttemptState, number>> = {
  SENDING: 0,
  OPEN: 1,
  UNKNOWN: 0,
  NOT_CREATED: 1,
  REFUSED: 1,
  CANCELED: 2,
  CAPTURED: 3,
  REVERSED: 4,
  REFUNDED: 5,
};

export type AttemptMirror = { state: AttemptState; refundedMinor: number };

/**
 * Moves our mirror of an intent forward only, so that the order and number of snapshots cannot matter.
 * A status word we do not know changes nothing: unknown is neither paid nor failed.
 */
export function joinAttempt(mirror: AttemptMirror, intent: PaymentIntent): AttemptMirror {
  const seen = STATE_OF[intent.status];
  const ahead = seen !== undefined && RANK[seen] > RANK[mirror.state];
  return {
    state: ahead ? seen : mirror.state,
    refundedMinor: Math.max(mirror.refundedMinor, intent.refundedMinor),
  };
}

/** States in which an intent can no longer be paid: cancelled at Dojo, or never shown to anybody. */
export const CLOSED: readonly AttemptState[] = ["CANCELED", "REVERSED", "NOT_CREATED", "REFUSED"];
const TOOK_MONEY: readonly AttemptState[] = ["CAPTURED", "REFUNDED"];

export type OrderFacts = {
  status: OrderStatus;
  totalMinor: number;
  expired: boolean;
  paidAttemptId: string | null;
  attempts: readonly (AttemptMirror & { id: string; mismatch: string | null })[];
};

export type Verdict = { status: OrderStatus; paidAttemptId: string | null; reviewReason: string | null };

/** The order's status from everything known: pure, so that every order of events can be tested. */
export function deriveOrder(order: OrderFacts): Verdict {
  const keep: Verdict = { status: order.status, paidAttemptId: order.paidAttemptId, reviewReason: null };
  const captured = order.attempts.filter((attempt) => TOOK_MONEY.includes(attempt.state));
  const review = (reason: string): Verdict => ({ ...keep, status: "REVIEW", reviewReason: reason });
  const paid = order.attempts.find((attempt) => attempt.id === order.paidAttemptId);
  if (paid) {
    const second = captured.some((attempt) => attempt !== paid);
    return {
      ...keep,
      status: afterRefunds(paid, order),
      reviewReason: second ? "a second payment was captured" : null,
    };
  }
  const [first] = captured;
  if (order.status === "REVIEW") return keep;
  if (first) {
    if (order.status === "CANCELLED" || order.status === "EXPIRED")
      return review("captured after the order had ended");
    if (first.mismatch) return review(first.mismatch);
    if (captured.length > 1) return review("two payments were captured");
    return { status: afterRefunds(first, order), paidAttemptId: first.id, reviewReason: null };
  }
  const closed = order.attempts.every((attempt) => CLOSED.includes(attempt.state));
  const ending = order.status === "CANCELLING" || (order.status === "AWAITING_PAYMENT" && order.expired);
  if (ending && closed) return { ...keep, status: order.expired ? "EXPIRED" : "CANCELLED" };
  return keep;
}

function afterRefunds(paid: AttemptMirror, order: OrderFacts): OrderStatus {
  if (paid.state === "REFUNDED" || paid.state === "REVERSED" || paid.refundedMinor >= order.totalMinor)
    return "REFUNDED";
  return paid.refundedMinor > 0 ? "PARTLY_REFUNDED" : "PAID";
}

type Frozen = { totalMinor: number; currency: string };
type Sent = { reference: string; customerId: string | null };

/** What a captured intent must equal before goods leave: amount, currency, reference, customer. Null when it does. */
export function findMismatch(intent: PaymentIntent, order: Frozen, attempt: Sent): string | null {
  const amounts = [intent.amountMinor, intent.totalMinor ?? intent.amountMinor];
  if (amounts.some((minor) => minor !== order.totalMinor)) return "the amount differs from the order";
  if (intent.currency !== order.currency) return "the currency differs from the order";
  if (intent.reference !== attempt.reference) return "the reference differs from the order";
  if (intent.customerId !== attempt.customerId) return "the customer differs from the order";
  return null;
}
