import { describe, expect, test } from "vitest";
import { toSavedCards } from "@/lib/cards/card";
import { inShownOrder, splitForCheckout } from "@/lib/cards/order-cards";
import { savedCard } from "./saved-card";

const ids = (cards: readonly { id: string }[]) => cards.map(({ id }) => id);
const many = (count: number) => Array.from({ length: count }, (_, at) => savedCard(`pm_${at}`));

describe("the order of the cards", () => {
  const cards = [
    savedCard("expired", { expired: true }),
    savedCard("one"),
    savedCard("unsupported", { supported: false }),
    savedCard("two"),
    savedCard("soon", { expiresSoon: true }),
  ];

  test("is preferred, then usable, then the others, each as Dojo lists them", () => {
    expect(ids(inShownOrder(cards, "two"))).toEqual(["two", "one", "soon", "expired", "unsupported"]);
  });

  test("without a preferred card is usable, then the others; nothing is lost or changed", () => {
    expect(ids(inShownOrder(cards, undefined))).toEqual(["one", "two", "soon", "expired", "unsupported"]);
    expect(ids(cards)).toEqual(["expired", "one", "unsupported", "two", "soon"]);
    expect(inShownOrder([], "two")).toEqual([]);
  });

  test("changes no name: twins keep the number that Dojo's order gave them", () => {
    const cardDetails = { pan: "44565300****1096", expiryDate: "2029-12-31", scheme: "VISA" };
    const twins = toSavedCards(
      { customerId: "c", savedPaymentMethods: ["a", "b", "c"].map((id) => ({ id, cardDetails })) },
      new Date("2026-03-15T12:00:00Z"),
    );
    expect(inShownOrder(twins, "c").map(({ id, name }) => [id, name])).toEqual([
      ["c", "Visa ending 1096, card 3"],
      ["a", "Visa ending 1096"],
      ["b", "Visa ending 1096, card 2"],
    ]);
  });
});

describe("at the checkout", () => {
  test("up to ten cards are all in sight", () => {
    for (const count of [0, 1, 10])
      expect(splitForCheckout(many(count))).toEqual({ inSight: many(count), more: [] });
  });

  test("of more than ten the first five usable are, and the rest is a step away", () => {
    const { inSight, more } = splitForCheckout(many(12));
    expect(ids(inSight)).toEqual(["pm_0", "pm_1", "pm_2", "pm_3", "pm_4"]);
    expect(more).toHaveLength(7);
    expect([...inSight, ...more]).toEqual(many(12));
  });

  test("the preferred one is in sight wherever Dojo lists it, and what cannot be used is not", () => {
    const cards = [savedCard("expired", { expired: true }), ...many(11)];
    const { inSight, more } = splitForCheckout(inShownOrder(cards, "pm_10"));
    expect(ids(inSight)).toEqual(["pm_10", "pm_0", "pm_1", "pm_2", "pm_3"]);
    expect(more.at(-1)?.id).toBe("expired");
  });
});
