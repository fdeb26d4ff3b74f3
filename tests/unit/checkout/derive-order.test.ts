import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveOrder, type OrderFacts } from "@/lib/checkout/derive-order";
import { joinAttempt } from "@/lib/checkout/mirror-attempt";
import { type Attempt, attemptIn, frozen, intentWith } from "./intent";

const order = (changes: Partial<OrderFacts> = {}): OrderFacts => ({
  totalMinor: 1000,
  expired: false,
  closing: null,
  ended: false,
  paidAttemptId: null,
  attempts: [],
  ...changes,
});
const derive = (changes: Partial<OrderFacts>, autoRefund = false) =>
  deriveOrder(order(changes), { autoRefund });
const paidOrder = (...attempts: Attempt[]) => derive({ paidAttemptId: "a1", attempts });
const second = (state: Attempt["state"], changes: Partial<Attempt> = {}) =>
  attemptIn(state, { id: "a2", reference: "HK-1-2", ...changes });

describe("an order nobody has paid", () => {
  const cases: [OrderFacts["closing"], boolean, Attempt["state"][], string, boolean][] = [
    [null, false, [], "AWAITING_PAYMENT", false],
    [null, false, ["OPEN"], "AWAITING_PAYMENT", false],
    [null, false, ["CANCELED"], "AWAITING_PAYMENT", false],
    [null, true, ["OPEN"], "CANCELLING", false],
    [null, true, ["SENDING"], "CANCELLING", false],
    [null, true, ["UNKNOWN"], "CANCELLING", false],
    [null, true, ["CANCELED"], "EXPIRED", true],
    [null, true, [], "EXPIRED", true],
    ["CANCELLED", false, ["OPEN"], "CANCELLING", false],
    ["CANCELLED", false, ["SENDING"], "CANCELLING", false],
    ["CANCELLED", false, ["CANCELED", "UNKNOWN"], "CANCELLING", false],
    ["CANCELLED", false, ["CANCELED", "NOT_CREATED", "REFUSED", "REVERSED"], "CANCELLED", true],
    ["CANCELLED", true, [], "CANCELLED", true],
    ["EXPIRED", true, ["CANCELED"], "EXPIRED", true],
  ];
  test.each(cases)(
    "closing as %s (past its time: %s) with attempts %j is %s",
    (closing, expired, states, status, ended) => {
      const attempts = states.map((state, at) => attemptIn(state, { id: `a${at}` }));
      expect(derive({ closing, expired, attempts })).toMatchObject({
        status,
        ended,
        paidAttemptId: null,
        concern: null,
        surplus: [],
      });
    },
  );

  test("stays what it ended as", () => {
    expect(derive({ closing: "CANCELLED", ended: true, expired: true }).status).toBe("CANCELLED");
  });
});

describe("an order whose money arrived", () => {
  test.each([null, "CANCELLED", "EXPIRED"] as const)("is paid while it was closing as %s", (closing) => {
    const verdict = derive({ closing, expired: true, attempts: [attemptIn("CAPTURED")] });
    expect(verdict).toMatchObject({ status: "PAID", paidAttemptId: "a1", concern: null, surplus: [] });
  });

  test("and was given back before we heard of it counts as paid and refunded", () => {
    expect(derive({ attempts: [attemptIn("REFUNDED")] })).toMatchObject({
      status: "REFUNDED",
      paidAttemptId: "a1",
    });
  });

  test.each([false, true])(
    "is for a person when it is not the one asked for (automatic refunds: %s)",
    (auto) => {
      const mismatch = "the amount differs from the order";
      const verdict = derive({ attempts: [attemptIn("CAPTURED", { mismatch, capturedMinor: 999 })] }, auto);
      expect(verdict).toMatchObject({
        status: "REVIEW",
        paidAttemptId: null,
        concern: mismatch,
        surplus: [],
      });
    },
  );

  test("wrongly and went back ends the order: nobody is asked to pay it again", () => {
    const mismatch = "the amount differs from the order";
    const attempts = [attemptIn("REFUNDED", { mismatch, capturedMinor: 999, refundedMinor: 999 })];
    expect(derive({ attempts })).toMatchObject({ status: "CANCELLED", ended: true, concern: null });
  });
});

test("wrong money that went back cancels an order, also one that was running out meanwhile", () => {
  const mismatch = "the amount differs from the order";
  const attempts = [
    attemptIn("CANCELED"),
    attemptIn("REFUNDED", { id: "a2", mismatch, capturedMinor: 1100 }),
  ];
  expect(derive({ closing: "EXPIRED", expired: true, attempts })).toMatchObject({
    status: "CANCELLED",
    ended: true,
  });
});

describe("money that is too much", () => {
  const late = (auto: boolean, changes: Partial<Attempt> = {}) =>
    derive({ closing: "CANCELLED", ended: true, attempts: [attemptIn("CAPTURED", changes)] }, auto);

  test("after the end is for a person, or goes back by itself", () => {
    const surplus = [{ attemptId: "a1", amountMinor: 1000, origin: "LATE" }];
    const concern = "captured after the order had ended";
    expect(late(false)).toMatchObject({ status: "REVIEW", paidAttemptId: null, concern, surplus });
    expect(late(true)).toMatchObject({ status: "CANCELLED", paidAttemptId: null, concern, surplus });
  });

  test("counts only as far as it was not given back in Dojo's portal", () => {
    expect(late(true, { refundedMinor: 300 }).surplus).toMatchObject([{ amountMinor: 700 }]);
    expect(late(false, { refundedMinor: 1000 })).toMatchObject({
      status: "CANCELLED",
      surplus: [],
      concern: null,
    });
  });

  test("taken on top of a payment in Dojo's portal is for a person, until it went back", () => {
    const kept = { status: "REVIEW", concern: "more was taken than the order costs", surplus: [] };
    expect(paidOrder(attemptIn("CAPTURED", { capturedMinor: 1500 }))).toMatchObject(kept);
    const given = (refundedMinor: number) =>
      paidOrder(attemptIn("CAPTURED", { capturedMinor: 1500, refundedMinor }));
    expect(given(499)).toMatchObject(kept);
    expect(given(500)).toMatchObject({ status: "PAID", concern: null });
    expect(given(501)).toMatchObject({ status: "PARTLY_REFUNDED", concern: null });
    expect(given(1500)).toMatchObject({ status: "REFUNDED", concern: null });
  });

  test("that Dojo refuses to give back is for a person after all", () => {
    expect(late(true, { autoRefund: "under-way" }).status).toBe("CANCELLED");
    expect(late(true, { autoRefund: "failed" }).status).toBe("REVIEW");
  });

  test("on a paid order leaves the first payment where it is", () => {
    const attempts = [attemptIn("CAPTURED"), second("CAPTURED")];
    const expected = {
      paidAttemptId: "a1",
      concern: "a second payment was captured",
      surplus: [{ attemptId: "a2", amountMinor: 1000, origin: "SURPLUS" }],
    };
    expect(derive({ attempts })).toMatchObject({ ...expected, status: "REVIEW" });
    expect(derive({ attempts }, true)).toMatchObject({ ...expected, status: "PAID" });
    expect(derive({ attempts: [attemptIn("CAPTURED"), second("REFUNDED")] })).toMatchObject({
      status: "PAID",
      concern: null,
    });
  });

  test("may come before the right payment is known", () => {
    const wrong = second("CAPTURED", { mismatch: "the currency differs from the order" });
    expect(derive({ attempts: [wrong, attemptIn("CAPTURED")] })).toMatchObject({
      paidAttemptId: "a1",
      status: "REVIEW",
    });
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
    ["REVERSED", 0, "REFUNDED"],
  ] as const)("whose payment is %s with %i refunded is %s", (state, refundedMinor, status) => {
    expect(paidOrder(attemptIn(state, { refundedMinor }))).toMatchObject({
      status,
      paidAttemptId: "a1",
      concern: null,
    });
  });

  test("never goes back to awaiting payment, whatever is heard in whatever order", () => {
    const heard = fc.record({
      which: fc.constantFrom(0, 1),
      expired: fc.boolean(),
      refundedMinor: fc.constantFrom(0, 500, 1000),
      status: fc.constantFrom("Created", "Authorized", "Captured", "Canceled", "Reversed", "Refunded"),
    });
    fc.assert(
      fc.property(fc.array(heard, { maxLength: 12 }), fc.boolean(), (story, autoRefund) => {
        let facts = order({ attempts: [attemptIn("OPEN"), second("OPEN")] });
        let paidAttemptId: string | null = null;
        for (const { which, expired, ...snapshot } of story) {
          const attempts = facts.attempts.map((kept, at) =>
            at === which
              ? joinAttempt(kept, intentWith({ ...snapshot, reference: kept.reference }), frozen)
              : kept,
          );
          const verdict = deriveOrder({ ...facts, expired, attempts }, { autoRefund });
          facts = { ...facts, ...verdict, attempts };
          if (paidAttemptId) expect(facts.paidAttemptId).toBe(paidAttemptId);
          paidAttemptId = facts.paidAttemptId;
          if (paidAttemptId) expect(verdict.status).toMatch(/^(PAID|PARTLY_REFUNDED|REFUNDED|REVIEW)$/);
        }
      }),
    );
  });
});
