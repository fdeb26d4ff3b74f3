import { describe, expect, test } from "vitest";
import {
  basketProblems,
  cardProblems,
  checkoutProblems,
  happenedWords,
  messageFor,
  orderProblems,
} from "@/lib/messages";

describe("a message for a code from the address", () => {
  test("is the one written for it", () => {
    expect(messageFor(checkoutProblems, "empty-basket")).toBe(checkoutProblems["empty-basket"]);
  });

  test.each([
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "",
    "nonsense",
    undefined,
    null,
    0,
    {},
    ["stock"],
  ])("is nothing for %j", (code) => {
    for (const messages of [checkoutProblems, basketProblems, cardProblems])
      expect(messageFor(messages, code)).toBeUndefined();
  });

  test.each(Object.entries(checkoutProblems))("of the checkout's %s is whole sentences", (_, message) => {
    expect(message).toMatch(/^[A-Z].*\.$/);
  });
});

describe("what happened to an order", () => {
  const told = (from: string | null, to: string) =>
    happenedWords({ subject: "order", from, to, amount: null, note: null });

  test("holds one payment, also when it was looked at and found right", () => {
    const history = [told("AWAITING_PAYMENT", "PAID"), told("PAID", "REVIEW"), told("REVIEW", "PAID")];
    expect(history.filter((words) => words === "Payment received")).toHaveLength(1);
    expect(new Set(history).size).toBe(3);
    expect(history).not.toContain(null);
  });
});

test("a receipt that Dojo did not speak of is not called unsent", () => {
  expect(orderProblems["receipt-unknown"]).toMatch(/did not say/);
  expect(orderProblems["receipt-unknown"]).not.toMatch(/no receipt/);
});
