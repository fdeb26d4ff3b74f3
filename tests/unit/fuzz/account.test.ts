import fc from "fast-check";
import { describe, expect } from "vitest";
import { addressInput, addressTag, readAddress } from "@/lib/account/address";
import { email, password, personName, signInInput } from "@/lib/auth/credentials";
import { quantityInput } from "@/lib/basket/change-basket";
import { fuzz } from "../../setup/fuzz";
import { meanJson } from "../../setup/mean-json";
import { meanText, mutated } from "../../setup/mean-text";
import "../shop-settings";

/** As zod counts, and a person: a letter beyond the first 65,536 is one. */
const characters = (text: string) => [...text].length;
const like = (...samples: string[]) => fc.oneof(mutated(fc.constantFrom(...samples)), meanText);

describe("an email", () => {
  const emails = like(
    "Ann@Example.com",
    "ann.o-neil+shop@mail.example.co.uk",
    "x@localhost",
    "ann@\u212aelvin.org",
  );

  fuzz("has one spelling, which is its own", emails, (typed) => {
    const kept = email.safeParse(typed).data;
    if (kept === undefined) return;
    expect(email.parse(kept)).toBe(kept);
    expect(kept).toMatch(/^[!-~]{3,254}$/);
    expect(kept.split("@")).toHaveLength(2);
    expect(kept).not.toMatch(/[A-Z,;<>"\\]/);
  });

  fuzz("is the same person's in any case, with any spaces around it", emails, (typed) => {
    const kept = email.safeParse(typed).data;
    if (kept === undefined) return;
    for (const form of [kept.toUpperCase(), ` ${typed}\r\n`, `\ufeff${kept}\u00a0`])
      expect(email.parse(form)).toBe(kept);
  });
});

fuzz("a password is kept to the letter, or refused", like("correct horse battery"), (typed) => {
  const kept = password.safeParse(typed).data;
  if (characters(typed) < 8 || characters(typed) > 128) expect(kept).toBeUndefined();
  if (kept !== undefined) expect(kept).toBe(typed);
});

fuzz(
  "what is tried as a password costs no more than a short hash",
  fc.tuple(meanText, fc.anything()),
  ([text, odd]) => {
    for (const tried of [text, odd]) {
      const read = signInInput.safeParse({ email: "ann@example.com", password: tried }).data;
      if (read) expect(characters(read.password)).toBeLessThanOrEqual(128);
    }
  },
);

fuzz("a name is one line with something to see on it", like("Ann Lee", "רחל לוי", "👩‍👩‍👧 Lee"), (typed) => {
  const kept = personName.safeParse(typed).data;
  if (kept === undefined) return;
  expect(personName.parse(kept)).toBe(kept);
  expect(kept).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
  expect(kept.trim()).toBe(kept);
  expect(kept !== "" && characters(kept) <= 100).toBe(true);
});

describe("an address", () => {
  const ann = {
    name: "Ann Lee",
    line1: "1 Quay Street",
    line2: "Flat 2",
    city: "Bristol",
    postcode: "BS1 4DJ",
  };
  const typed = fc.record(
    Object.fromEntries(Object.values(ann).map((sample, at) => [Object.keys(ann)[at] ?? "", like(sample)])),
  );
  const lightly = fc
    .tuple(fc.constantFrom(...Object.keys(ann)), meanText)
    .map(([name, text]) => ({ ...ann, [name]: text }));

  fuzz("is kept as it will be read again", fc.oneof(typed, lightly), (fields) => {
    const kept = addressInput.safeParse(fields).data;
    if (kept === undefined) return;
    expect(readAddress(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    expect(kept.postcode).toMatch(/^[A-Z][A-Z0-9]{1,3} \d[A-Z]{2}$/);
    expect(addressTag(kept)).toMatch(/^[\w-]{43}$/);
  });

  fuzz("that stands in the database is one that could be typed, or none", meanJson(ann), (text) => {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return;
    }
    const read = readAddress(json);
    if (read === null) return;
    expect(addressInput.parse(read)).toEqual(read);
    expect(Object.keys(read).every((name) => name in ann)).toBe(true);
  });
});

fuzz(
  "a quantity is 1 to 99, in plain digits",
  fc.oneof(like("1", "12", "99", "100", "007"), fc.anything()),
  (typed) => {
    const read = quantityInput.safeParse(typed).data;
    const plain = typeof typed === "string" && /^(?:[1-9]|[1-9][0-9])$/.test(typed);
    expect(read).toBe(plain ? Number(typed) : undefined);
  },
);
