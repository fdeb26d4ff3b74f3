import { attemptTimes } from "@/lib/checkout/attempt-times";
import { deriveOrder, type Verdict } from "@/lib/checkout/derive-order";
import { joinAttempt } from "@/lib/checkout/mirror-attempt";
import { eventsOf } from "@/lib/checkout/order-changes";
import type { AttemptRow, LockedOrder } from "@/lib/checkout/order-rows";
import { nextLook } from "@/lib/checkout/plan-order";
import type { OrderEnd, OrderStatus } from "@/lib/db/generated/enums";
import { isIntentOf } from "@/lib/dojo/is-intent-of";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import type { OrderEvent } from "@/lib/orders/order-events";
import { type PlannedRefund, planAutoRefunds } from "@/lib/refunds/plan-refund";

/**
 * `intent`: a snapshot. `close`: the wish to end an unpaid order, so that no new link is made. `absent`: an attempt
 * that was looked for at Dojo and is surely not there. `gone`: an intent that Dojo does not know by its id.
 */
export type News = { intent?: PaymentIntent; close?: OrderEnd; absent?: string; gone?: string };

export type Settlement = {
  verdict: Verdict;
  attempts: readonly AttemptRow[];
  /** The attempt that the news told of, as it is now. */
  seen?: AttemptRow & { paidCardId: string | null };
  events: readonly OrderEvent[];
  /** Refunds that nobody asked for. */
  refunds: readonly PlannedRefund[];
  checkAt: Date | null;
  justPaid: boolean;
  /** Its link ran out, and Dojo does not know it: nobody can say whether it was paid. */
  givenUp: AttemptRow | null;
};

/** What one piece of news makes of an order whose rows are locked: pure, so that it can be simulated. */
export function applyNews(
  order: LockedOrder,
  before: readonly AttemptRow[],
  news: News,
  { autoRefund }: { autoRefund: boolean },
): Settlement {
  const attempts = before.map((attempt) => (isOf(attempt, news) ? joined(attempt, news, order) : attempt));
  const closing = order.closing ?? closingOf(order, news);
  const verdict = deriveOrder({ ...order, closing, attempts }, { autoRefund });
  const seen = attempts.find((attempt) => isOf(attempt, news));
  const look = nextLook(plannedOf(order, verdict.status, attempts), order.now.getTime());
  return {
    verdict,
    attempts,
    seen: seen && { ...seen, paidCardId: news.intent?.savedCardId ?? null },
    events: eventsOf({ order, before, attempts, verdict }),
    refunds: autoRefund ? planAutoRefunds(verdict.surplus, attempts) : [],
    checkAt: look === null ? null : new Date(look),
    justPaid: order.paidAttemptId === null && verdict.paidAttemptId !== null,
    givenUp: news.gone && seen && before.find(({ id }) => id === seen.id)?.state !== seen.state ? seen : null,
  };
}

/** What is paid or has ended is not closed any more. */
function closingOf({ paidAttemptId, ended }: LockedOrder, { close }: News): OrderEnd | null {
  return paidAttemptId || ended ? null : (close ?? null);
}

function isOf({ id, intentId, reference }: AttemptRow, { intent, absent, gone }: News): boolean {
  if (!intent) return id === absent || (intentId !== null && intentId === gone);
  if (intentId) return intentId === intent.id;
  return isIntentOf(intent, { id, reference });
}

function joined(attempt: AttemptRow, { intent, gone }: News, order: LockedOrder): AttemptRow {
  if (intent) return { ...joinAttempt(attempt, intent, order), intentId: intent.id };
  if (!gone) return attempt.state === "UNKNOWN" ? { ...attempt, state: "NOT_CREATED" } : attempt;
  const givenUp = attempt.state === "OPEN" && cannotBePaid(order);
  return givenUp ? { ...attempt, state: "NOT_CREATED", dojoStatus: null } : attempt;
}

/** Dojo's clock may be behind ours: until its link has surely run out, one that Dojo "does not know" might be paid. */
function cannotBePaid({ expiresAt, now }: LockedOrder): boolean {
  return now.getTime() - expiresAt.getTime() >= attemptTimes.goneAfterMs;
}

function plannedOf(order: LockedOrder, status: OrderStatus, attempts: readonly AttemptRow[]) {
  const nowMs = order.now.getTime();
  const planned = attempts.map(({ createdAt, leaseLeftMs, ...attempt }) => ({
    ...attempt,
    createdMs: createdAt.getTime(),
    leaseMs: nowMs + leaseLeftMs,
  }));
  return { status, expiresMs: order.expiresAt.getTime(), attempts: planned };
}
