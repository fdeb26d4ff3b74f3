import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { addressInput } from "@/lib/account/address";
import { detailsInput } from "@/lib/account/change-details";
import { passwordInput } from "@/lib/account/change-password";
import { deletionInput } from "@/lib/account/delete-account";
import { forgotInput, resetInput } from "@/lib/account/password-reset";
import { signInInput } from "@/lib/auth/credentials";
import { newAccountInput } from "@/lib/auth/new-account-input";
import { signShownCard, wasShown } from "@/lib/cards/shown-card";
import { checkoutForm } from "@/lib/checkout/start-checkout";
import { fieldErrors, textFields } from "@/lib/forms";
import { fuzz } from "../../setup/fuzz";
import { meanFields } from "../../setup/mean-input";
import { meanJson } from "../../setup/mean-json";
import { meanText, mutated } from "../../setup/mean-text";
import "../shop-settings";

const ann = { name: "Ann Lee", email: "ann@example.com" };
const secret = "correct horse battery";

/** What every form of the shop's is read by, with a good one of it. */
const inputs: Record<string, { input: z.ZodType; good: Record<string, string> }> = {
  addressInput: {
    input: addressInput,
    good: { name: "Ann Lee", line1: "1 Quay Street", line2: "Flat 2", city: "Bristol", postcode: "BS1 4DJ" },
  },
  detailsInput: { input: detailsInput, good: { ...ann, currentPassword: secret } },
  passwordInput: { input: passwordInput, good: { currentPassword: secret, newPassword: `new ${secret}` } },
  deletionInput: { input: deletionInput, good: { currentPassword: secret } },
  forgotInput: { input: forgotInput, good: { email: ann.email } },
  resetInput: { input: resetInput, good: { newPassword: secret } },
  signInInput: { input: signInInput, good: { email: ann.email, password: secret } },
  newAccountInput: { input: newAccountInput, good: { ...ann, password: secret } },
  checkoutForm: {
    input: checkoutForm,
    good: {
      clickToken: "AAAAAAAAAAAAAAAAAAAAAA",
      shownTotal: "1234",
      shownAddress: "none",
      card: "pm_RDg255vaRu6RRHluXQLG1A",
      sealedCards: "a.b",
      makePreferred: "on",
      withoutSavedCards: "on",
    },
  },
};
/** Fields by themselves, fuzzed in account.test.ts and ids.test.ts, and ids and a signature that a file keeps to itself. */
const singleFields = ["quantityInput", "slug", "cardField", "shownFields"];

test("every form that is parsed in app/ is among them", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const parsed = files.flatMap((name) =>
    [...readFileSync(join("app", name), "utf8").matchAll(/(\w+)\s*\.(?:safeP|p)arse(?:Async)?\(/g)].map(
      ([, schema]) => schema,
    ),
  );
  expect([...new Set(parsed)].sort()).toEqual([...Object.keys(inputs), ...singleFields].sort());
});

describe.each(Object.entries(inputs))("%s", (_, { input, good }) => {
  const names = Object.keys(good);
  const forms = fc.oneof(
    meanFields(good).map((pairs) => {
      const form = new FormData();
      for (const [name, value] of pairs) form.append(name, value);
      return textFields(form);
    }),
    fc
      .tuple(fc.constantFrom(...names), fc.oneof(meanText, mutated(fc.constantFrom(...Object.values(good)))))
      .map(([name, text]) => ({ ...good, [name]: Buffer.from(text).toString() })),
  );
  const anything = fc.oneof(
    { weight: 5, arbitrary: forms },
    { weight: 2, arbitrary: meanJson(good).map(parsed) },
    { weight: 1, arbitrary: fc.anything({ withNullPrototype: true }) },
  );

  test("takes a good one", () => expect(input.safeParse(good).success).toBe(true));

  fuzz("is texts of its own fields, or a complaint about one of them", anything, (typed) => {
    const read = input.safeParse(typed);
    if (!read.success) {
      const errors = Object.entries(fieldErrors(read.error));
      expect(errors.length).toBeGreaterThan(0);
      if (isForm(typed)) for (const [name] of errors) expect(names).toContain(name);
      for (const [, complaint] of errors) expect(complaint).toMatch(/^\S.{5,200}$/u);
      return;
    }
    for (const [name, value] of Object.entries(read.data as object)) {
      expect(names).toContain(name);
      expect(["string", "number", "undefined"]).toContain(typeof value);
      expect([...String(value)].length).toBeLessThanOrEqual(20_000);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isForm = (typed: unknown) => typeof typed === "object" && typed !== null && !Array.isArray(typed);

describe("other details of an account", () => {
  const good = { ...ann, currentPassword: secret };
  const typed = fc
    .record(
      { name: like(good.name), email: like(good.email), currentPassword: like(secret) },
      { requiredKeys: [] },
    )
    .map((changes) => ({ ...good, ...changes }));

  fuzz("are kept as they will be read again, with a password no longer than one may be", typed, (form) => {
    const read = detailsInput.safeParse(form).data;
    if (!read) return;
    expect(read.email).toMatch(/^[!-~]{3,254}$/);
    expect(read.name).toBe(read.name.trim());
    expect(read.currentPassword).toBe(form.currentPassword);
    expect([...(read.currentPassword ?? "")].length).toBeLessThanOrEqual(128);
    expect(detailsInput.parse(read)).toEqual(read);
  });
});

describe("a card that was shown", () => {
  const signature = signShownCard("ann", { id: "pm_1", name: "Visa ending 1013" });

  fuzz("is the one that was signed, for whom it was signed", like(signature), (given) => {
    const shown = { name: "Visa ending 1013", signature: given };
    const isSame = Buffer.from(given, "base64url").equals(Buffer.from(signature, "base64url"));
    expect(wasShown("ann", "pm_1", shown)).toBe(isSame);
    expect(wasShown("bob", "pm_1", shown)).toBe(false);
    expect(wasShown("ann", "pm_2", shown)).toBe(false);
  });
});

function like(sample: string): fc.Arbitrary<string> {
  return fc.oneof(fc.constant(sample), mutated(fc.constant(sample)), meanText);
}
