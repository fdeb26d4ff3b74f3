import { describe, expect, test } from "vitest";
import { formatDateTime } from "@/lib/dates";
import { textFields } from "@/lib/forms";
import { opaqueId } from "@/lib/ids";
import { formatMoney } from "@/lib/money";

describe("what the shopper reads", () => {
  test.each([
    [0, "£0.00"],
    [5, "£0.05"],
    [1234, "£12.34"],
    [123_456_789, "£1,234,567.89"],
  ])("%i pence are %s", (minor, text) => expect(formatMoney(minor)).toBe(text));

  test("euros have their own sign, and times are London's", () => {
    expect(formatMoney(1000, "EUR")).toBe("€10.00");
    expect(formatDateTime(new Date("2026-07-01T12:00:00Z"))).toContain("13:00");
    expect(formatDateTime(new Date("2026-01-01T12:00:00Z"))).toContain("12:00");
  });
});

describe("the text fields of a form", () => {
  test("are those sent once, as text", () => {
    const form = new FormData();
    form.append("card", "pm_1");
    form.append("twice", "a");
    form.append("twice", "b");
    form.append("file", new File(["x"], "x.txt"));
    form.append("__proto__", "odd");
    const fields = textFields(form);
    expect(Object.entries(fields)).toEqual([
      ["card", "pm_1"],
      ["__proto__", "odd"],
    ]);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });
});

describe("an opaque id", () => {
  test("is 22 characters that need no escaping, and never comes twice", () => {
    const ids = Array.from({ length: 1000 }, opaqueId);
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/);
  });
});
