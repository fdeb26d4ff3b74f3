import { describe, expect, test } from "vitest";
import { preferredCard, suggestedCard } from "@/lib/cards/preferred-card";
import { savedCard } from "./saved-card";

const undecided = { preferredCardId: null, preferredDecidedAt: null };
const decided = (preferredCardId: string | null) => ({
  preferredCardId,
  preferredDecidedAt: new Date("2026-01-01T00:00:00Z"),
});
const one = savedCard("pm_1");
const two = savedCard("pm_2", { last4: "1005", scheme: "MASTERCARD" });
const expired = savedCard("pm_3", { expired: true });
const unsupported = savedCard("pm_4", { supported: false });
const none = { card: null, problem: null, adopted: false };

describe("the preferred card of a shopper who never chose", () => {
  test("is their only card, adopted", () => {
    expect(preferredCard([one], undecided)).toEqual({ card: one, problem: null, adopted: true });
  });

  test("is the only one that has not expired, adopted", () => {
    expect(preferredCard([expired, one], undecided)).toEqual({ card: one, problem: null, adopted: true });
  });

  test.each([
    ["there are none", []],
    ["there are two", [one, two]],
    ["the only one has expired", [expired]],
    ["the only one is of a scheme not taken", [unsupported]],
    ["one of two is of a scheme not taken", [one, unsupported]],
  ])("is none when %s, and nothing is wrong", (_, cards) => {
    expect(preferredCard(cards, undecided)).toEqual(none);
  });
});

describe("the preferred card of a shopper who chose", () => {
  test("is the chosen one wherever it stands in the list, and is not adopted again", () => {
    expect(preferredCard([one, two], decided("pm_2"))).toEqual({ card: two, problem: null, adopted: false });
    expect(preferredCard([two, one], decided("pm_2"))).toEqual({ card: two, problem: null, adopted: false });
  });

  test.each([
    ["missing", "pm_9", [one, two]],
    ["missing", "pm_1", []],
    ["expired", "pm_3", [expired, one]],
    ["unsupported", "pm_4", [one, unsupported]],
  ] as const)("is none, because it is %s", (problem, id, cards) => {
    expect(preferredCard(cards, decided(id))).toEqual({ card: null, problem, adopted: false });
  });

  test("is called expired when it is that and of a scheme not taken", () => {
    const both = savedCard("pm_5", { expired: true, supported: false });
    expect(preferredCard([both], decided("pm_5")).problem).toBe("expired");
  });

  test("works again when the card comes back: the stored choice was kept", () => {
    const kept = decided("pm_1");
    expect(preferredCard([two], kept).card).toBeNull();
    expect(preferredCard([two, one], kept).card).toBe(one);
    expect(kept.preferredCardId).toBe("pm_1");
  });

  test("is none after the chosen card was removed, even with one card left", () => {
    expect(preferredCard([one], decided(null))).toEqual(none);
  });
});

describe("a card suggested as preferred", () => {
  test("is the first usable one of a shopper who decided on none", () => {
    expect(suggestedCard([expired, unsupported, two, one], decided(null))).toBe(two);
    expect(suggestedCard([expired, unsupported], decided(null))).toBeNull();
    expect(suggestedCard([], decided(null))).toBeNull();
  });

  test("is none for who never chose, or whose choice is kept, be it missing", () => {
    for (const stored of [undecided, decided("pm_1"), decided("pm_9"), decided("pm_3")])
      expect(suggestedCard([one, two, expired], stored)).toBeNull();
  });
});
