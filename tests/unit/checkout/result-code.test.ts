import { describe, expect, test } from "vitest";
import { describeResultCode, resultCodeOf } from "@/lib/checkout/result-code";
import { resultWords } from "@/lib/messages";

const published = [0, 3, 4, 5, 20, 30, 99, 400, 401, 404, 500];

describe("the words for a result code", () => {
  test.each(published)("code %i has words of its own", (code) => {
    expect(describeResultCode(code)).toMatch(/^[A-Z][a-z' ]+$/);
  });

  test("no code is described that Dojo did not publish, and no two share their words", () => {
    expect(Object.keys(resultWords).map(Number)).toEqual(published);
    expect(new Set(Object.values(resultWords)).size).toBe(published.length);
  });

  test("a code that Dojo adds later is shown as a number", () => {
    expect(describeResultCode(777)).toBe("Result 777");
  });
});

describe("the result code of a snapshot", () => {
  test.each([
    ["Created", [], 99],
    ["Created", ["Created"], 99],
    ["Created", ["Created", "AuthChallenged"], 3],
    ["Created", ["Created", "Declined"], 5],
    ["Created", ["Created", "Error"], 30],
    ["Created", ["Created", "ManualAuthReady"], 99],
    ["Created", ["Created", "Unknown"], 99],
    ["Authorized", ["Created", "AuthChallenged", "Authorized"], 99],
    ["Captured", ["Created", "Authorized", "Captured"], 0],
    ["Refunded", ["Created", "Captured", "Refunded"], 0],
    ["Reversed", ["Created", "Authorized", "Reversed"], 30],
    ["Canceled", ["Created", "Canceled"], 30],
  ] as const)("%s after %j is %i", (status, events, code) => {
    expect(resultCodeOf(status, events)).toBe(code);
  });

  test("the newest telling event counts: a second try after a decline is no decline", () => {
    expect(resultCodeOf("Created", ["Declined", "AuthChallenged"])).toBe(3);
    expect(resultCodeOf("Created", ["AuthChallenged", "Declined"])).toBe(5);
    expect(resultCodeOf("Created", ["Declined", "Error"])).toBe(30);
  });

  test("money that was taken after declines is a success", () => {
    expect(resultCodeOf("Captured", ["Declined", "Declined", "Captured"])).toBe(0);
  });

  test("a payment cancelled after a decline stays declined, and one cancelled in any other state failed", () => {
    expect(resultCodeOf("Canceled", ["Declined", "Canceled"])).toBe(5);
    expect(resultCodeOf("Canceled", ["AuthChallenged", "Canceled"])).toBe(30);
  });

  test("a status or event that nobody knows yet waits", () => {
    expect(resultCodeOf("PartlyTeleported", ["Teleporting"])).toBe(99);
  });

  test("an event word that every object has as a property is no result", () => {
    for (const word of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      expect(resultCodeOf("Created", [word]), word).toBe(99);
      expect(resultCodeOf("Created", ["Declined", word]), word).toBe(5);
    }
  });
});
