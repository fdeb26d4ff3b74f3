import { expect, test } from "vitest";
import { isCommonPassword } from "@/lib/auth/common-passwords";
import list from "@/lib/auth/common-passwords.json";
import "../shop-settings";

const words = list.passwords.split(" ");

// First, while the set is not made yet: 3 ms as a rule, and other work on the machine does not count.
test("the first question costs no shopper a noticeable wait", () => {
  const before = process.cpuUsage();
  const answer = isCommonPassword("password");
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(50);
  expect(answer).toBe(true);
});

test.each([
  "password",
  "password1",
  "password123",
  "12345678",
  "qwertyuiop",
  "letmein1",
  "iloveyou1",
  "passw0rd",
  "p@ssw0rd",
  "welcome123",
])("%j is common, in whatever letters", (word) => {
  const wide = word.replace(/[!-~]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0));
  for (const form of [word, word.toUpperCase(), `${word[0]?.toUpperCase()}${word.slice(1)}`, wide])
    expect(isCommonPassword(form), form).toBe(true);
});

test.each([
  "correct horse battery",
  "another horse battery",
  "password of an otter",
  "",
  "letmein",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "\ud800password",
  "\u0000".repeat(128),
  "x".repeat(100_000),
])("%j is not", (word) => expect(isCommonPassword(word)).toBe(false));

test("the list holds ten thousand different passwords that could be set, spelt as they are compared", () => {
  expect(words).toHaveLength(10_000);
  expect(new Set(words).size).toBe(10_000);
  expect(words.filter((word) => word !== word.normalize("NFKC").toLowerCase())).toEqual([]);
  expect(words.filter(({ length }) => length < 8 || length > 128)).toEqual([]);
});

test("the list says where it is from", () => {
  expect(list.source).toContain("@zxcvbn-ts/language-common");
  expect(list.licence).toContain("MIT");
});

test.each([
  ["Harbour & Kiln", true],
  ["harbourkiln2026", true],
  ["  HARBOUR-KILN!  ", true],
  ["harbour kiln by the sea", false],
  ["1234 5678 & 90", false],
])("%j is the shop's own name: %s", (password, isIt) => expect(isCommonPassword(password)).toBe(isIt));
