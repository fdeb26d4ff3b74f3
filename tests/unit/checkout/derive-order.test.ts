import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AttemptMirror, deriveOrder, joinAttempt, type OrderFacts } from "@/lib/checkout/payment-state";
import { intentWith } from "./intent";

type Attempt = OrderFacts["attempts"][number];
const attempt = (state: AttemptMirror["state"], changes: Partial<Attempt> = {}): Attempt => ({
  id: "a1",
  state,
  refundedMinor: 0,
  mismatch: null,
  ...changes,
});
const order = (changes: Partial<OrderFacts> = {}): OrderFacts => ({
  status: "AWAITING_PAYMENT",
  totalMinor: 1000,
  expired: false,
  paidAttemptId: null,
  attempts: [],
  ...changes,
});
const paidOrder = (...attempts: Attempt[]) =>
  deriveOrder(order({ status: "PAID", paidAttemptId: "a1", attempts }));

describe("an order nobody has paid", () => {
  test.each([
    ["AWAITING_PAYMENT", false, [], "AWAITING_PAYMENT"],
    ["AWAITING_PAYMENT", false, ["OPEN"], "AWAITING_PAYMENT"],
    ["AWAITING_PAYMENT", false, ["CANCELED"], "AWAITING_PAYMENT"],
    ["AWAITING_PAYMENT", true, ["OPEN"], "AWAITING_PAYMENT"],
    ["AWAITING_PAYMENT", true, ["SENDING"], "AWAITING_PAYMENT"],
    ["AWAITING_PAYMENT", true, ["CANCELED"], "EXPIRED"],
    ["AWAITING_PAYMENT", true, [], "EXPIRED"],
    ["CANCELLING", false, ["OPEN"], "CANCELLING"],
    ["CANCELLING", false, ["SENDING"], "CANCELLING"],
    ["CANCELLING", false, ["CANCELED", "OPEN"], "CANCELLING"],
    ["CANCELLING", false, ["CANCELED", "NOT_CREATED", "REFUSED", "REVERSED"], "CANCELLED"],
    ["CANCELLING", false, [], "CANCELLED"],
    ["CANCELLED", true, ["CANCELED"], "CANCELLED"],
    ["EXPIRED", true, ["CANCELED"], "EXPIRED"],
    ["REVIEW", true, ["CANCELED"], "REVIEW"],
  ] as const)("that is %s (past its time: %s) with attempts %j is %s", (status, expired, states, then) => {
    const attempts = states.map((state, at) => attempt(state, { id: `a${at}` }));
    expect(deriveOrder(order({ status, expired, attempts }))).toEqual({
      status: then,
      paidAttemptId: null,
      reviewReason: null,
    });
  });
});

describe("an order whose money arrived", () => {
  test("and was reversed afterwards counts as refunded", () => {
    expect(paidOrder(attempt("REVERSED")).status).toBe("REFUNDED");
  });

  test.each(["AWAITING_PAYMENT", "CANCELLING"] as const)("is paid when it was %s", (status) => {
    const verdict = deriveOrder(order({ status, expired: true, attempts: [attempt("CAPTURED")] }));
    expect(verdict).toEqual({ status: "PAID", paidAttemptId: "a1", reviewReason: null });
  });

  test("is looked at, not paid, when the payment is not the one asked for", () => {
    const attempts = [attempt("CAPTURED", { mismatch: "the amount differs from the order" })];
    expect(deriveOrder(order({ attempts }))).toEqual({
      status: "REVIEW",
      paidAttemptId: null,
      reviewReason: "the amount differs from the order",
    });
  });

  test.each(["CANCELLED", "EXPIRED"] as const)("is looked at when it had been %s before", (status) => {
    const verdict = deriveOrder(order({ status, attempts: [attempt("CAPTURED")] }));
    expect(verdict).toMatchObject({ status: "REVIEW", paidAttemptId: null });
    expect(verdict.reviewReason).toMatch(/after the order had ended/);
  });

  test("is looked at when two payments arrive together", () => {
    const attempts = [attempt("CAPTURED"), attempt("CAPTURED", { id: "a2" })];
    expect(deriveOrder(order({ attempts }))).toMatchObject({ status: "REVIEW", paidAttemptId: null });
  });

  test("stays in review until a person ends it", () => {
    const verdict = deriveOrder(order({ status: "REVIEW", attempts: [attempt("CAPTURED")] }));
    expect(verdict).toEqual({ status: "REVIEW", paidAttemptId: null, reviewReason: null });
  });
});

describe("a paid order", () => {
  test.each([
    ["CAPTURED", 0, "PAID"],
    ["CAPTURED", 1, "PARTLY_REFUNDED"],
    ["CAPTURED", 999, "PARTLY_REFUNDED"],
    ["CAPTURED", 1000, "REFUNDED"],
    ["REFUNDED", 0, "REFUNDED"],
    ["REFUNDED", 1000, "REFUNDED"],
  ] as const)("whose payment is %s with %i refunded is %s", (state, refundedMinor, status) => {
    expect(paidOrder(attempt(state, { refundedMinor }))).toEqual({
      status,
      paidAttemptId: "a1",
      reviewReason: null,
    });
  });

  test("stays paid and is flagged when a second payment is captured", () => {
    const verdict = paidOrder(attempt("CAPTURED"), attempt("CAPTURED", { id: "a2" }));
    expect(verdict).toMatchObject({ status: "PAID", paidAttemptId: "a1" });
    expect(verdict.reviewReason).toMatch(/second payment/);
  });

  test("never goes back to awaiting payment, whatever is heard in whatever order", () => {
    const heard = fc.record({
      which: fc.constantFrom(0, 1),
      expired: fc.boolean(),
      refundedMinor: fc.constantFrom(0, 500, 1000),
      status: fc.constantFrom("Created", "Authorized", "Captured", "Canceled", "Reversed", "Refunded"),
    });
    fc.assert(
      fc.property(fc.array(heard, { maxLength: 12 }), (story) => {
        let facts = order({ attempts: [attempt("OPEN"), attempt("OPEN", { id: "a2" })] });
        let wasPaid = false;
        for (const { which, expired, ...snapshot } of story) {
          const attempts = facts.attempts.map((kept, at) =>
            at === which ? { ...kept, ...joinAttempt(kept, intentWith(snapshot)) } : kept,
          );
          facts = { ...facts, ...deriveOrder({ ...facts, expired, attempts }), attempts };
          wasPaid ||= facts.status === "PAID";
          if (wasPaid) expect(facts.status).toMatch(/^(PAID|PARTLY_REFUNDED|REFUNDED|REVIEW)$/);
          if (wasPaid) expect(facts.paidAttemptId).not.toBeNull();
        }
      }),
    );
  });
});
