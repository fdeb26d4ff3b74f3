import { describe, expect, test } from "vitest";
import { type Known, outcomeOf } from "@/lib/checkout/return-outcome";

const order = (changes: Partial<Known> = {}): Known => ({
  status: "AWAITING_PAYMENT",
  resultCode: 99,
  dojoStatus: "Created",
  ...changes,
});
const fresh = { fresh: true, turnedBack: false };
const turnedBack = { fresh: true, turnedBack: true };

describe("a shopper who comes back", () => {
  test.each(["PAID", "PARTLY_REFUNDED", "REFUNDED"])(
    "to an order that is %s hears that it was received",
    (status) => {
      expect(outcomeOf(order({ status }), turnedBack)).toBe("received");
      expect(outcomeOf(order({ status }), { fresh: false, turnedBack: true })).toBe("received");
    },
  );

  test.each(["CANCELLED", "EXPIRED"])("to an order that is %s hears that it was not completed", (status) => {
    expect(outcomeOf(order({ status }), fresh)).toBe("not-completed");
  });

  test.each(["REVIEW", "CANCELLING"])("to an order that is %s hears that it is being checked", (status) => {
    expect(outcomeOf(order({ status }), turnedBack)).toBe("checking");
  });

  test("having turned back hears that it was cancelled, declined card or not", () => {
    expect(outcomeOf(order(), turnedBack)).toBe("cancelled");
    expect(outcomeOf(order({ resultCode: 5 }), turnedBack)).toBe("cancelled");
  });

  test("after a decline hears that it was not completed", () => {
    expect(outcomeOf(order({ resultCode: 5 }), fresh)).toBe("not-completed");
  });

  test.each([
    ["nothing has happened yet", {}],
    ["the bank's check is under way", { resultCode: 3 }],
    ["the money is authorised", { dojoStatus: "Authorized", resultCode: 99 }],
    ["the status is a word we do not know", { dojoStatus: "Dreaming", resultCode: 5 }],
    ["no intent was ever opened", { dojoStatus: null, resultCode: null }],
  ])("hears that it is being checked while %s", (_case, changes) => {
    expect(outcomeOf(order(changes), fresh)).toBe("checking");
  });

  test.each([
    ["the bank's check is under way", { resultCode: 3 }],
    ["the money is authorised", { dojoStatus: "Authorized" }],
    ["the status is a word we do not know", { dojoStatus: "Dreaming" }],
  ])("is not told that no money was taken while %s, turned back or not", (_case, changes) => {
    expect(outcomeOf(order(changes), turnedBack)).toBe("checking");
  });

  test("is told nothing certain while Dojo is silent", () => {
    expect(outcomeOf(order({ resultCode: 5 }), { fresh: false, turnedBack: true })).toBe("checking");
  });
});
