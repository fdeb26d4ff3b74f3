import fc from "fast-check";
import { describe, expect } from "vitest";
import { isLiveToken, resetPassword } from "@/lib/account/password-reset";
import { findProduct, isSlug } from "@/lib/catalogue/list-products";
import { isOpaqueId, opaqueId } from "@/lib/ids";
import { findOrder, findReturnedOrder } from "@/lib/orders/find-order";
import { fuzz, fuzzAsync } from "../../setup/fuzz";
import { meanId } from "../../setup/mean-input";
import "../shop-settings";

const ids = fc.oneof({ weight: 6, arbitrary: meanId }, { weight: 1, arbitrary: fc.anything() });
const [id, token, number, slug] = [
  /^[A-Za-z0-9_-]{22}$/,
  /^[A-Za-z0-9_-]{43}$/,
  /^[0-9]{1,12}$/,
  /^[a-z0-9-]{1,100}$/,
];
const fits = (grammar: RegExp, value: unknown) => typeof value === "string" && grammar.test(value);

fuzz("an opaque id is 22 letters, and nothing else is one", ids, (value) => {
  expect(isOpaqueId(value)).toBe(fits(id, value));
  expect(isOpaqueId(opaqueId())).toBe(true);
});

fuzz("a product's name in an address is plain", meanId, (value) =>
  expect(isSlug(value)).toBe(fits(slug, value)),
);

// There is no database here: a question that reached it would fail.
describe("what is no id is answered without asking the database", () => {
  const nonsense = (grammar: RegExp) => ids.filter((value) => !fits(grammar, value));
  const text = (grammar: RegExp) => meanId.filter((value) => !grammar.test(value));

  fuzzAsync("a password-reset token", nonsense(token), async (value) => {
    expect(await isLiveToken(value)).toBe(false);
    expect(await resetPassword(value, { newPassword: "a new long secret" })).toBeNull();
  });

  fuzzAsync("an order's number", text(number), async (value) => {
    expect(await findOrder("ann", value)).toBeNull();
  });

  fuzzAsync("an order's id in the return address", text(id), async (value) => {
    expect(await findReturnedOrder(value)).toBeNull();
  });

  fuzzAsync("a product's name", text(slug), async (value) => expect(await findProduct(value)).toBeNull());
});
