import fc from "fast-check";
import { describe, expect } from "vitest";
import { typedFields } from "@/lib/auth/drafts";
import { checkoutForm } from "@/lib/checkout/start-checkout";
import { fieldErrors, readForm, textFields } from "@/lib/forms";
import { fuzz, fuzzAsync } from "../../setup/fuzz";
import { meanFields, meanHeaderValue } from "../../setup/mean-input";
import { meanText, mutated } from "../../setup/mean-text";
import "../shop-settings";

const known = {
  clickToken: "AAAAAAAAAAAAAAAAAAAAAA",
  shownTotal: "1234",
  card: "pm_RDg255vaRu6RRHluXQLG1A",
  makePreferred: "on",
  newPassword: "correct horse battery",
};
const forms = meanFields(known).map((fields) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
});
const wellFormed = (text: string) => Buffer.from(text).toString() === text;

describe("the fields of a form", () => {
  fuzz("are the texts that were sent once, and nothing of JavaScript's", forms, (form) => {
    const fields = textFields(form);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    for (const [name, value] of Object.entries(fields)) {
      expect(form.getAll(name)).toEqual([value]);
      expect(wellFormed(value)).toBe(true);
    }
    for (const name of form.keys()) expect(Object.hasOwn(fields, name)).toBe(form.getAll(name).length === 1);
    expect(Object.keys(typedFields(fields)).filter((name) => /password/i.test(name))).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  fuzz("are none when it is no form", fc.anything({ withNullPrototype: true }), (value) => {
    expect(textFields(value)).toEqual({});
  });

  fuzz("buy something only with a token, and a sum in whole pence", forms, (form) => {
    const read = checkoutForm.safeParse(textFields(form));
    if (!read.success) {
      expect(Object.values(fieldErrors(read.error)).join("")).not.toBe("");
      return;
    }
    expect(read.data.clickToken).toMatch(/^[\w-]{22}$/);
    expect(read.data.shownTotal).toBeLessThan(1_000_000_000);
    expect(Number.isInteger(read.data.shownTotal)).toBe(true);
    expect(Object.keys(read.data).every((name) => checkoutForm.keyof().options.includes(name as never))).toBe(
      true,
    );
  });
});

describe("the body of a form post", () => {
  const part = 'content-disposition: form-data; name="card"\r\n\r\npm_1\r\n';
  const bodies = fc.oneof(
    mutated(fc.constantFrom("card=pm_1&card=%E2%82%AC&x=%zz", `--b\r\n${part}--b\r\n${part}--b--\r\n`)),
    meanText,
  );
  const types = fc.oneof(
    fc.constantFrom("application/x-www-form-urlencoded", "multipart/form-data; boundary=b"),
    meanHeaderValue("multipart/form-data; boundary=b", "application/x-www-form-urlencoded; charset=utf-8"),
  );
  fuzzAsync("is a form or nothing, and never an error", fc.tuple(types, bodies), async ([type, body]) => {
    const headers = { "content-type": type };
    const form = await readForm(new Request("http://shop.invalid", { method: "POST", headers, body }));
    if (form === null) return;
    expect(Object.values(textFields(form)).every(wellFormed)).toBe(true);
  });
});
