import type { AlertKind } from "@/lib/alerts/alert-kinds";
import type { Settlement } from "@/lib/checkout/apply-news";
import type { Verdict } from "@/lib/checkout/derive-order";
import type { AttemptRow, LockedOrder } from "@/lib/checkout/order-rows";
import { NOT_TAKEN } from "@/lib/checkout/result-code";
import type { OrderEvent } from "@/lib/orders/order-events";

type Changed = {
  order: LockedOrder;
  before: readonly AttemptRow[];
  attempts: readonly AttemptRow[];
  verdict: Verdict;
};

/** The timeline's lines for one settling: what it changed, and nothing when it changed nothing. */
export function eventsOf({ order, before, attempts, verdict }: Changed): OrderEvent[] {
  const events = attempts.flatMap((attempt, at) => {
    const earlier = before[at];
    return earlier ? attemptEvents(earlier, attempt) : [];
  });
  if (verdict.status === order.status) return events;
  return [...events, { subject: "order", from: order.status, to: verdict.status, note: verdict.concern }];
}

function attemptEvents(before: AttemptRow, now: AttemptRow): OrderEvent[] {
  const which = String(now.ordinal);
  const events: OrderEvent[] = [];
  if (
    now.state === "OPEN" &&
    now.resultCode !== before.resultCode &&
    NOT_TAKEN.includes(now.resultCode ?? 99)
  )
    events.push({ subject: "attempt", which, to: "DECLINED", note: `code ${now.resultCode}` });
  if (now.state !== before.state)
    events.push({
      subject: "attempt",
      which,
      from: before.state,
      to: now.state,
      amountMinor: takenNow(before, now),
    });
  if (now.refundedMinor > before.refundedMinor)
    events.push({
      subject: "attempt",
      which,
      to: "MONEY_BACK",
      amountMinor: now.refundedMinor - before.refundedMinor,
    });
  return events;
}

function takenNow(before: AttemptRow, now: AttemptRow): number | undefined {
  return now.capturedMinor > before.capturedMinor ? now.capturedMinor : undefined;
}

/** What else a payment causes, once: Dojo's receipt, and the tick at the checkout for a card that was new. */
export function followUpsOf({ userId, preferNewCard }: LockedOrder, paidCardId: string | null): string[] {
  if (!userId) return [];
  return preferNewCard && paidCardId ? ["receipt", "prefer-card"] : ["receipt"];
}

/** Raised with a detail, cleared with null. */
export type AlertChange = {
  kind: Extract<AlertKind, "order-review" | "order-stuck" | "intent-gone">;
  subject: string;
  detail: string | null;
};

/** The alerts that one settling raises or clears: a concern once, however often it is settled again. */
export function alertsOf(order: LockedOrder, { verdict, givenUp }: Settlement): AlertChange[] {
  const { concern, status } = verdict;
  const about = (kind: AlertChange["kind"], detail: string | null) => ({ kind, subject: order.id, detail });
  const changes: AlertChange[] = [];
  if (concern && concern !== order.concern)
    changes.push(about("order-review", `Order ${order.number}: ${concern}.`));
  if (!concern && order.concern) changes.push(about("order-review", null));
  if (order.status === "CANCELLING" && status !== "CANCELLING") changes.push(about("order-stuck", null));
  if (givenUp?.intentId)
    changes.push({
      kind: "intent-gone",
      subject: givenUp.intentId,
      detail: `Dojo does not know payment ${givenUp.reference}, so it was given up when its time was over. Is this the right Dojo account?`,
    });
  return changes;
}
