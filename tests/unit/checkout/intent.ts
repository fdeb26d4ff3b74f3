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
