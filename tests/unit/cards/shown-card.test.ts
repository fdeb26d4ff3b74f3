import { describe, expect, test } from "vitest";
import { signShownCard, wasShown } from "@/lib/cards/shown-card";
import "../shop-settings";

const card = { id: "pm_1", name: "Visa ending 1096" };
const signature = signShownCard("ann", card);

describe("the proof that a card was shown", () => {
  test("stands for that shopper, card and name, and nothing else", () => {
    expect(wasShown("ann", "pm_1", { name: card.name, signature })).toBe(true);
    expect(wasShown("bob", "pm_1", { name: card.name, signature })).toBe(false);
    expect(wasShown("ann", "pm_2", { name: card.name, signature })).toBe(false);
    expect(wasShown("ann", "pm_1", { name: "Visa ending 1097", signature })).toBe(false);
  });

  test("cannot be cut another way into its parts", () => {
    expect(wasShown("ann", "pm_", { name: `1${card.name}`, signature })).toBe(false);
    expect(wasShown("annp", "m_1", { name: card.name, signature })).toBe(false);
  });

  test.each(["", "AAAA", "not base64 at all", `${signature}x`.repeat(2)])("is not %j", (forged) => {
    expect(wasShown("ann", "pm_1", { name: card.name, signature: forged })).toBe(false);
  });
});
