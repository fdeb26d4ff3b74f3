import { describe, expect, test } from "vitest";
import { addToBasket, lastOrder, pressPay, signUp } from "./support/people";
import { query } from "./support/query";
import { hiddenFields, visitor } from "./support/visitor";

const OPAQUE = /^[\w-]{22}$/;

/** How many of their 128 bits are the same in all of `ids`. */
function fixedBits(ids: string[]): number {
  const all = ids.map((id) => Buffer.from(id, "base64url"));
  for (const bytes of all) expect(bytes).toHaveLength(16);
  let fixed = 0;
  for (let bit = 0; bit < 128; bit += 1)
    if (new Set(all.map((bytes) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1)).size === 1) fixed += 1;
  return fixed;
}

describe("29. Ids that are shown or sent are 128 random bits, or the owner is in the query", () => {
  test("of an account, a basket, an order and a payment, in the database", async () => {
    const ann = await signUp();
    await addToBasket(ann);
    await pressPay(ann);
    const { id, number } = await lastOrder(ann);
    const rows = await query<{ basketId: string; clickToken: string }>(
      `SELECT "basketId", "clickToken" FROM "Order" WHERE id = $1`,
      [id],
    );
    for (const shown of [ann.id, id, rows[0]?.basketId, rows[0]?.clickToken]) expect(shown).toMatch(OPAQUE);
    // A number for people to read out: whoever guesses it finds nothing (item 28).
    expect(number).not.toMatch(OPAQUE);
    const [attempt] = await query<{ id: string }>(`SELECT id FROM "PaymentAttempt" WHERE "orderId" = $1`, [
      id,
    ]);
    expect(attempt?.id).toMatch(OPAQUE);
  });

  test("no bit of the token in the checkout's form is ever the same", async () => {
    const ann = await signUp();
    await addToBasket(ann);
    const pages = await Promise.all(Array.from({ length: 48 }, () => ann.get("/checkout")));
    const tokens = pages.map(({ text }) => hiddenFields(text).clickToken ?? "");
    expect(new Set(tokens).size).toBe(48);
    expect(fixedBits(tokens)).toBe(0);
    // And the check can fail: version 4 of a UUID fixes six bits.
    const uuids = tokens.map(() =>
      Buffer.from(crypto.randomUUID().replaceAll("-", ""), "hex").toString("base64url"),
    );
    expect(fixedBits(uuids)).toBe(6);
  });

  test("an order's number is its owner's, and a next one tells nothing of itself", async () => {
    const ann = await signUp();
    await addToBasket(ann);
    await pressPay(ann);
    const { number } = await lastOrder(ann);
    const bob = await signUp();
    expect((await ann.get(`/orders/${number}`)).status).toBe(200);
    const [theirs, none] = [await bob.get(`/orders/${number}`), await bob.get(`/orders/99999999`)];
    expect([theirs.status, none.status]).toEqual([404, 404]);
    expect((await visitor().get(`/orders/${number}`)).goesTo).toMatch(/^\/sign-in/);
  });
});
