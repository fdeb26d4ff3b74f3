import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIST_LIFE_MS, openCardList, payableCards, sealCardList } from "@/lib/cards/sealed-list";
import { keyFor } from "@/lib/keys";
import "../shop-settings";
import { savedCard } from "./saved-card";

const one = savedCard("pm_1");
const cards = [
  one,
  savedCard("pm_2"),
  savedCard("pm_3", { expired: true }),
  savedCard("pm_4", { supported: false }),
];
const none = { card: null, problem: null, adopted: false };
const noon = Date.parse("2026-03-01T12:00:00Z");
const preferred = { card: one, problem: null, adopted: true };
const sealed = sealCardList("ann", payableCards(cards, preferred), noon);
const [payload = "", signature = ""] = sealed.split(".");
const open = (text: unknown, nowMs = noon) => openCardList("ann", text, nowMs);
const encode = (text: string) => Buffer.from(text).toString("base64url");
const sign = (text: string) => createHmac("sha256", keyFor("card-list")).update(text).digest("base64url");

describe("a sealed list of cards", () => {
  test("opens to the ids that can be used and the one adopted", () => {
    expect(open(sealed)).toMatchObject({ usable: ["pm_1", "pm_2"], adopted: "pm_1" });
    expect(open(sealCardList("ann", payableCards([], none), noon))).toMatchObject({
      usable: [],
      adopted: null,
    });
  });

  test("carries ids only: no digits, scheme or expiry of a card", () => {
    expect(Buffer.from(payload, "base64url").toString()).not.toMatch(/1096|visa|12\/29/i);
  });

  test("does not open for another shopper", () => {
    expect(openCardList("bob", sealed, noon)).toBeNull();
    expect(openCardList("", sealed, noon)).toBeNull();
  });

  test("stands for ten minutes, to the millisecond, and not from the future", () => {
    expect(LIST_LIFE_MS).toBe(600_000);
    expect(open(sealed, noon + LIST_LIFE_MS)).not.toBeNull();
    expect(open(sealed, noon + LIST_LIFE_MS + 1)).toBeNull();
    expect(open(sealed, noon - 1)).toBeNull();
  });

  test("does not open when a character of the payload is changed", () => {
    for (let at = 0; at < payload.length; at += 1) {
      const other = payload[at] === "A" ? "B" : "A";
      const changed = `${payload.slice(0, at)}${other}${payload.slice(at + 1)}.${signature}`;
      expect(open(changed), `character ${at}`).toBeNull();
    }
  });

  test("does not open when a bit of the signature is changed", () => {
    const bytes = Buffer.from(signature, "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ 128, at);
      expect(open(`${payload}.${changed.toString("base64url")}`), `byte ${at}`).toBeNull();
    }
  });

  test("does not open with another list's signature, a plain hash of it, or none", () => {
    const [, others] = sealCardList("ann", payableCards([one], none), noon).split(".");
    const otherUse = createHmac("sha256", keyFor("payment-link")).update(payload).digest("base64url");
    for (const text of [others, otherUse, "", "AAAA"]) expect(open(`${payload}.${text}`)).toBeNull();
  });

  test.each([
    undefined,
    null,
    7,
    {},
    [sealed],
    "",
    ".",
    "..",
    payload,
    `${payload}.`,
    `.${signature}`,
    `${sealed}.`,
    `${sealed}.x`,
    ` ${sealed}`,
  ])("does not open from %j", (text) => expect(open(text)).toBeNull());

  test("no text whatever throws or passes", () => {
    const text = fc.oneof(fc.string({ unit: "binary-ascii" }), fc.base64String());
    fc.assert(
      fc.property(text, text, (left, right) => open(`${left}.${right}`) === null && open(left) === null),
    );
  });

  test.each(["null", "[]", '"pm_1"', "{}", '{"user":"ann","at":"now","usable":[],"adopted":null}'])(
    "holding %s with a right signature is still no list",
    (text) => expect(open(`${encode(text)}.${sign(encode(text))}`)).toBeNull(),
  );
});
