import { type AttemptMirror, CLOSED, keptMinor, tookMoney } from "@/lib/checkout/mirror-attempt";
import type { OrderEnd, OrderStatus, RefundOrigin } from "@/lib/db/generated/enums";

export type OrderFacts = {
  totalMinor: number;
  /** The time to pay is over. */
  expired: boolean;
  /** It is to be paid no longer, and what it is called when nothing can be paid any more. */
  closing: OrderEnd | null;
  /** That moment came: money that arrives now is late. */
  ended: boolean;
  /** The payment that counts. Once set it is never changed. */
  paidAttemptId: string | null;
  attempts: readonly (AttemptMirror & {
    id: string;
    /** How far the newest refund stands that nobody asked for but this rule. */
    autoRefund: "none" | "under-way" | "failed";
  })[];
};

/** Money that belongs to no order: a second payment, or one that came after the order had ended. */
export type Surplus = { attemptId: string; amountMinor: number; origin: RefundOrigin };

export type Verdict = {
  status: OrderStatus;
  closing: OrderEnd | null;
  ended: boolean;
  paidAttemptId: string | null;
  /** Why somebody has to look at the money of this order: null when it is all where it belongs. */
  concern: string | null;
  surplus: Surplus[];
};

/**
 * The order from everything known: pure, so that every order of events can be tried. Nothing here goes back: what
 * is paid stays paid, what has ended stays ended, and money that fits neither is for a person, or with
 * `autoRefund` given back.
 */
export function deriveOrder(order: OrderFacts, { autoRefund }: { autoRefund: boolean }): Verdict {
  const took = order.attempts.filter(tookMoney);
  const paidAttemptId =
    order.paidAttemptId ?? (order.ended ? null : (took.find(({ mismatch }) => !mismatch)?.id ?? null));
  const paid = order.attempts.find(({ id }) => id === paidAttemptId);
  const others = took.filter((attempt) => attempt !== paid && keptMinor(attempt) > 0);
  const base = paid
    ? { ...order, paidAttemptId, status: afterRefunds(paid, order.totalMinor) }
    : { ...unpaid(order, others.length > 0), paidAttemptId };
  const belongsNowhere = paid !== undefined || base.ended;
  const surplus = belongsNowhere ? others.map((attempt) => surplusOf(attempt, paid !== undefined)) : [];
  const solvable = belongsNowhere && autoRefund && others.every((attempt) => attempt.autoRefund !== "failed");
  // An amount that grew in Dojo's portal after it was paid; which part of it is meant, only a person can say.
  const tooMuch = paid !== undefined && keptMinor(paid) > order.totalMinor;
  const reason = tooMuch ? "more was taken than the order costs" : null;
  return {
    status: tooMuch || (others.length > 0 && !solvable) ? "REVIEW" : base.status,
    closing: base.closing,
    ended: base.ended,
    paidAttemptId,
    concern: others.length > 0 ? reasonOf(others, paid !== undefined, base.ended) : reason,
    surplus,
  };
}

/** Without a payment an order waits, closes or has ended; it ends only when nothing at Dojo can be paid any more. */
function unpaid(order: OrderFacts, holdsMoney: boolean) {
  const { closing: asked, ended, expired, attempts } = order;
  if (ended) return { closing: asked, ended, status: asked ?? ("EXPIRED" as const) };
  // Wrong money that was given back leaves an order that nobody should pay a second time; and it did not just run out,
  // whichever of the two was heard first.
  const returned = attempts.some(({ mismatch }) => mismatch !== null);
  const closing = returned ? "CANCELLED" : (asked ?? (expired ? "EXPIRED" : null));
  if (closing && !holdsMoney && attempts.every(({ state }) => CLOSED.includes(state)))
    return { closing, ended: true, status: closing };
  return { closing, ended, status: closing ? ("CANCELLING" as const) : ("AWAITING_PAYMENT" as const) };
}

function afterRefunds(paid: AttemptMirror, totalMinor: number): OrderStatus {
  const kept = paid.capturedMinor - paid.refundedMinor;
  if (paid.state === "REFUNDED" || paid.state === "REVERSED" || kept <= 0) return "REFUNDED";
  return kept < totalMinor ? "PARTLY_REFUNDED" : "PAID";
}

type Attempt = OrderFacts["attempts"][number];

function surplusOf(attempt: Attempt, paid: boolean): Surplus {
  return { attemptId: attempt.id, amountMinor: keptMinor(attempt), origin: paid ? "SURPLUS" : "LATE" };
}

function reasonOf(others: readonly Attempt[], paid: boolean, ended: boolean): string {
  if (paid) return "a second payment was captured";
  if (ended) return "captured after the order had ended";
  return others.find(({ mismatch }) => mismatch)?.mismatch ?? "captured, and does not fit the order";
}
