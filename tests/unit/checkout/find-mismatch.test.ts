import { describe, expect, test } from "vitest";
import { findMismatch } from "@/lib/checkout/mirror-attempt";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { frozen, intentWith } from "./intent";

const sent = { reference: "HK-1-1", customerId: "cust_1" };

describe("comparing a payment with the order it should pay", () => {
  test("finds nothing when it is the one asked for", () => {
    expect(findMismatch(intentWith(), frozen, sent)).toBeNull();
    expect(findMismatch(intentWith({ totalMinor: null }), frozen, sent)).toBeNull();
  });

  test.each<[string, Partial<PaymentIntent>]>([
    ["amount", { amountMinor: 999 }],
    ["amount", { amountMinor: 100000 }],
    ["amount", { totalMinor: 1001 }],
    ["amount", { amountMinor: 999, totalMinor: null }],
    ["currency", { currency: "EUR" }],
    ["currency", { currency: "gbp" }],
    ["reference", { reference: "HK-1-2" }],
    ["customer", { customerId: "cust_2" }],
    ["customer", { customerId: null }],
  ])("names the %s for %j", (field, changes) => {
    expect(findMismatch(intentWith(changes), frozen, sent)).toBe(`the ${field} differs from the order`);
  });
});
