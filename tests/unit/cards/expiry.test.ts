import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseExpiry, standing } from "@/lib/cards/expiry";

const stands = (expiry: string, moment: string) => {
  const month = parseExpiry(expiry);
  if (!month) throw new Error(`unreadable: ${expiry}`);
  return standing(month, new Date(moment));
};

/** The shopper's own calendar decides: a card refused on its last evening is a sale and a good name lost. */
describe("a card", () => {
  test.each([
    // Winter: London is UTC.
    ["11/26", "2026-11-30T23:59:59.999Z", "soon"],
    ["11/26", "2026-12-01T00:00:00Z", "expired"],
    // Summer: midnight in London is 23:00 UTC.
    ["06/26", "2026-06-30T22:59:59.999Z", "soon"],
    ["06/26", "2026-06-30T23:00:00Z", "expired"],
    // The months in which the clocks change, 29 March and 25 October 2026.
    ["03/26", "2026-03-31T22:59:59.999Z", "soon"],
    ["03/26", "2026-03-31T23:00:00Z", "expired"],
    ["10/26", "2026-10-31T23:59:59.999Z", "soon"],
    ["10/26", "2026-11-01T00:00:00Z", "expired"],
    ["02/28", "2028-02-29T23:59:59Z", "soon"],
    ["12/26", "2026-12-31T23:59:59.999Z", "soon"],
    ["12/26", "2027-01-01T00:00:00Z", "expired"],
  ])("%s at %s is %s at the end of its month", (expiry, moment, word) => {
    expect(stands(expiry, moment)).toBe(word);
  });

  test.each([
    // 60 days before 1 December is 2 October, still summer time; the hour gained on the 25th does not count.
    ["11/26", "2026-10-01T22:59:59.999Z", "good"],
    ["11/26", "2026-10-01T23:00:00Z", "soon"],
    // 60 days before 1 May is 2 March, still winter time; nor does the hour lost on the 29th.
    ["04/26", "2026-03-01T23:59:59.999Z", "good"],
    ["04/26", "2026-03-02T00:00:00Z", "soon"],
    // Over the new year, and over a leap day.
    ["12/26", "2026-11-01T23:59:59.999Z", "good"],
    ["12/26", "2026-11-02T00:00:00Z", "soon"],
    ["02/28", "2027-12-31T23:59:59.999Z", "good"],
    ["02/28", "2028-01-01T00:00:00Z", "soon"],
  ])("%s at %s is %s, 60 London days before", (expiry, moment, word) => {
    expect(stands(expiry, moment)).toBe(word);
  });

  test("goes from good to soon to expired and never back, 60 days soon", () => {
    const month = fc.record({
      year: fc.integer({ min: 2024, max: 2090 }),
      month: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(month, (expires) => {
        const end = Date.UTC(expires.year, expires.month, 1, 12);
        const words = Array.from({ length: 120 }, (_, day) =>
          standing(expires, new Date(end + (day - 90) * 86_400_000)),
        );
        expect(words).toEqual([
          ...Array.from({ length: 30 }, () => "good"),
          ...Array.from({ length: 60 }, () => "soon"),
          ...Array.from({ length: 30 }, () => "expired"),
        ]);
      }),
    );
  });
});
