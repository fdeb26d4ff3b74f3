import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { changeDetails } from "@/lib/account/change-details";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { continuePayment } from "@/lib/checkout/continue-payment";
import { returnFromDojo } from "@/lib/checkout/return-from-dojo";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import {
  buyAndSave,
  emulator,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  pressPay,
  putInBasket,
} from "./support";

const usual = { ...env() };
beforeAll(openShop);
afterEach(() => Object.assign(env(), usual));

const laterOn = () => db().rateLimiterFlexible.updateMany({ data: { expire: new Date(0) } });

describe("one account has Dojo called so often and no more", () => {
  test("for new payment pages: a link that lives is given out again, another shopper is not held up", async () => {
    Object.assign(env(), { LIMIT_PAYMENTS: 2 });
    const { shopper, order } = await openOrder({ mug: 1 });
    await putInBasket(shopper, { mug: 2 });
    await linkFor(shopper);
    await linkFor(shopper);
    expect(await continuePayment(shopper, order.number)).toEqual({ kind: "over" });
    await putInBasket(shopper, { mug: 3 });
    const tooOften = { kind: "problem", problem: "too-often" };
    expect(await pressPay(shopper)).toEqual(tooOften);
    const made = await emulator.callsDuring(async () => expect(await pressPay(shopper)).toEqual(tooOften));
    expect(made).toEqual([]);
    await openOrder({ mug: 1 });
    await laterOn();
    await linkFor(shopper);
  });

  test("for its saved cards: more looks conclude nothing", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    await laterOn();
    Object.assign(env(), { LIMIT_CARD_LISTS: 2 });
    for (const state of ["listed", "listed"])
      expect(await listSavedCards(shopper.id)).toMatchObject({ state });
    const made = await emulator.callsDuring(async () =>
      expect(await listSavedCards(shopper.id)).toEqual({ state: "unreachable" }),
    );
    expect(made).toEqual([]);
    await laterOn();
    expect(await listSavedCards(shopper.id)).toMatchObject({ state: "listed" });
  });

  test("for one order that is looked at again and again: what is stored is shown, and nobody is told it failed", async () => {
    const { order } = await openOrder();
    for (let looks = 0; looks < 60; looks += 1) await returnFromDojo(order.id, false);
    const made = await emulator.callsDuring(async () =>
      expect(await returnFromDojo(order.id, true)).toMatchObject({ outcome: "checking" }),
    );
    expect(made).toEqual([]);
  });
});

test("whether an email has an account is told ten times an hour to one shopper, who knows their own password", async () => {
  const [ann, bob] = [await newShopper("Ann"), await newShopper("Bob")];
  const taken = { name: "Bob", email: ann.email, currentPassword: "correct horse battery" };
  for (let tries = 0; tries < 10; tries += 1) expect(await changeDetails(bob, taken)).toBe("email-taken");
  const free = { ...taken, email: `new-${bob.email}` };
  for (const asked of [taken, free]) expect(await changeDetails(bob, asked)).toBe("email-too-often");
  expect(await changeDetails(bob, { name: "Robert", email: bob.email })).toBeNull();
  await laterOn();
  expect(await changeDetails(bob, free)).toBeNull();
});
