import { describe, expect, test } from "vitest";
import { isUsable, toSavedCards } from "@/lib/cards/card";
import guide from "../../fixtures/dojo-guide/payment-methods.json";
import { savedCard } from "./saved-card";

type Details = { pan?: string; expiryDate?: string; scheme?: string };
const answer = (cards: Details[], cardSchemes: string[] | null = null) => ({
  customerId: "cust_1",
  savedPaymentMethods: cards.map((card, at) => ({
    id: `pm_${at}`,
    cardDetails: { pan: "44565300****1096", expiryDate: "2029-12-31", scheme: "VISA", ...card },
  })),
  supportedPaymentMethods: { cardSchemes },
});
const march = new Date("2026-03-15T12:00:00Z");
const expiredAt = (expiryDate: string, moment: string) =>
  toSavedCards(answer([{ expiryDate }]), new Date(moment))[0]?.expired;

describe("a saved card as the shop shows it", () => {
  test("is read from the answer that Dojo's guide prints", () => {
    const cards = toSavedCards(guide, new Date("2024-04-02T14:00:00Z"));
    expect(cards.map(({ label, expired, supported }) => [label, expired, supported])).toEqual([
      ["Visa ending 1096, expires 12/24", false, true],
      ["Mastercard ending 1005, expires 12/24", false, true],
    ]);
  });

  test.each([
    ["2029-12-31", "12/29"],
    ["2029-01-01", "01/29"],
    ["2029-12-31T00:00:00Z", "12/29"],
    ["12/29", "12/29"],
    ["01/30", "01/30"],
  ])("with the expiry %s expires %s", (expiryDate, expiry) => {
    const [card] = toSavedCards(answer([{ expiryDate }]), march);
    expect(card).toMatchObject({ expiry, expired: false, label: `Visa ending 1096, expires ${expiry}` });
  });

  test.each([
    "",
    "soon",
    "1229",
    "2029/12",
    "1/29",
    "31-12-2029",
    "13/29",
    "00/29",
    "2029-13-01",
    "2029-00-31",
  ])("with the unreadable expiry %j shows none and does not count as expired", (expiryDate) => {
    const [card] = toSavedCards(answer([{ expiryDate }]), march);
    expect(card).toMatchObject({ expiry: "", expired: false, label: "Visa ending 1096" });
  });

  test.each([
    ["VISA", "Visa"],
    ["MASTERCARD", "Mastercard"],
    ["MAESTRO", "Maestro"],
    ["AMEX", "American Express"],
    ["DISCOVER", "Discover"],
    ["DCI", "Diners Club"],
    ["JCB", "Card"],
    ["constructor", "Card"],
    ["__proto__", "Card"],
  ])("of the scheme %s is called %s", (scheme, word) => {
    expect(toSavedCards(answer([{ scheme }]), march)[0]?.name).toBe(`${word} ending 1096`);
  });

  test("is told apart from another that looks the same", () => {
    const twins = [{}, { expiryDate: "11/28" }, { pan: "5***1005", scheme: "MASTERCARD" }, {}];
    const cards = toSavedCards(answer(twins), march);
    expect(cards.map(({ name }) => name)).toEqual([
      "Visa ending 1096",
      "Visa ending 1096, card 2",
      "Mastercard ending 1005",
      "Visa ending 1096, card 3",
    ]);
    expect(cards[1]?.label).toBe("Visa ending 1096, expires 11/28, card 2");
  });

  test.each(["44565300****1096", "4456530000001096", "4456 5300 0000 1096", "1096"])(
    "keeps four digits of %s and no more",
    (pan) => {
      const [card] = toSavedCards(answer([{ pan }]), march);
      expect(card?.last4).toBe("1096");
      for (const value of Object.values(card ?? {})) expect(String(value)).not.toMatch(/\d{5}|4456|5300/);
    },
  );

  test("of a scheme the merchant does not take is not supported; without a list of schemes all are", () => {
    const cards = [{}, { scheme: "AMEX" }];
    const supported = (schemes: string[] | null) =>
      toSavedCards(answer(cards, schemes), march).map((card) => card.supported);
    expect(supported(["VISA", "MASTERCARD"])).toEqual([true, false]);
    expect(supported([])).toEqual([false, false]);
    expect(supported(null)).toEqual([true, true]);
  });

  test("exists only in a list: no list is no cards", () => {
    expect(toSavedCards({ customerId: "cust_1", savedPaymentMethods: null }, march)).toEqual([]);
    expect(toSavedCards({ customerId: "cust_1" }, march)).toEqual([]);
  });
});

describe("a card is good to the end of its month in London", () => {
  test.each([
    ["2025-11-30", "2025-11-30T23:59:59.999Z", false],
    ["2025-11-30", "2025-12-01T00:00:00Z", true],
    ["2025-11-01", "2025-11-30T12:00:00Z", false],
    ["11/25", "2025-11-30T23:59:59.999Z", false],
    ["11/25", "2025-12-01T00:00:00Z", true],
    // In summer London is an hour ahead of UTC.
    ["06/25", "2025-06-30T22:59:59.999Z", false],
    ["06/25", "2025-06-30T23:00:00Z", true],
    ["12/25", "2025-12-31T23:59:59.999Z", false],
    ["12/25", "2026-01-01T00:00:00Z", true],
    ["01/26", "2025-12-31T23:59:59Z", false],
  ])("%s at %s has ended: %s", (expiry, moment, ended) => {
    expect(expiredAt(expiry, moment)).toBe(ended);
  });

  test.each([
    [{}, true],
    [{ expired: true }, false],
    [{ supported: false }, false],
    [{ expired: true, supported: false }, false],
  ])("a card with %j can be used: %s", (changes, usable) => {
    expect(isUsable(savedCard("pm_1", changes))).toBe(usable);
  });
});
