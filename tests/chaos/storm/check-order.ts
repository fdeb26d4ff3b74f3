import type { Facts } from "./facts";
import type { Change } from "./history";
import type { Violation } from "./witness";

const REFUNDS = ["PARTLY_REFUNDED", "REFUNDED"];
/** What may follow what, without a person: an order that has ended may still come to be looked at. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  AWAITING_PAYMENT: ["CANCELLING", "PAID", "EXPIRED", "CANCELLED", "REVIEW", ...REFUNDS],
  CANCELLING: ["PAID", "CANCELLED", "EXPIRED", "REVIEW", ...REFUNDS],
  PAID: REFUNDS,
  PARTLY_REFUNDED: ["REFUNDED"],
  CANCELLED: ["REVIEW"],
  EXPIRED: ["REVIEW"],
};

/** Of orders and attempts by themselves: I1, I3, and that nothing is left undecided once its time is over. */
export function checkOrders({ orders, history }: Facts): Violation[] {
  const undecided = orders.flatMap(({ number, status, attempts }) => [
    ...(status === "AWAITING_PAYMENT" || status === "CANCELLING"
      ? [{ rule: "I10", subject: number, detail: `${status} long after its last link was over` }]
      : []),
    ...attempts
      .filter(({ state }) => state === "SENDING" || state === "UNKNOWN")
      .map(({ reference, state }) => ({
        rule: "I9",
        subject: number,
        detail: `attempt ${reference} is left ${state}`,
      })),
  ]);
  return [...undecided, ...history.flatMap(checkChange)];
}

function checkChange({ number, was, became, was_paid_by, became_paid_by }: Change): Violation[] {
  const wrong: Violation[] = [];
  if (was !== became && !NEXT[was]?.includes(became))
    wrong.push({ rule: "I3", subject: number, detail: `went from ${was} to ${became}` });
  if (was_paid_by && was_paid_by !== became_paid_by)
    wrong.push({ rule: "I1", subject: number, detail: "was paid by another attempt later" });
  return wrong;
}
