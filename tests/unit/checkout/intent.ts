import type { OrderFacts } from "@/lib/checkout/derive-order";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";

/** A snapshot of an unpaid £10.00 intent as Dojo would give it; name what differs. */
export function intentWith(changes: Partial<PaymentIntent> = {}): PaymentIntent {
  return {
    id: "pi_1",
    status: "Created",
    amountMinor: 1000,
    totalMinor: 1000,
    refundedMinor: 0,
    currency: "GBP",
    reference: "HK-1-1",
    attemptId: "a1",
    customerId: "cust_1",
    events: [],
    savedCardId: null,
    createdAt: new Date("2026-03-01T10:00:00Z"),
    expireAt: null,
    ...changes,
  };
}

export const frozen = { totalMinor: 1000, currency: "GBP" };

export type Attempt = OrderFacts["attempts"][number];

/** Our mirror of that intent, captured in full where its state says so. */
export function attemptIn(state: Attempt["state"], changes: Partial<Attempt> = {}): Attempt {
  return {
    id: "a1",
    state,
    reference: "HK-1-1",
    customerId: "cust_1",
    capturedMinor: state === "CAPTURED" || state === "REFUNDED" ? 1000 : 0,
    refundedMinor: 0,
    mismatch: null,
    dojoStatus: null,
    resultCode: null,
    autoRefund: "none",
    ...changes,
  };
}
