import { describe, expect, test } from "vitest";
import { basketProblems, cardProblems, checkoutProblems, messageFor } from "@/lib/messages";

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
