import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { makePreferred, removeCard } from "@/lib/cards/manage-cards";
import { signShownCard } from "@/lib/cards/shown-card";
import { db } from "@/lib/db/client";
import { owner } from "../setup/owner";
import { saveCardAtDojo } from "../setup/save-card";
import {
  advance,
  buyAndSave,
  cardsOf,
  emulator,
  linkFor,
  newShopper,
  openShop,
  pressPay,
  putInBasket,
  sealedFor,
} from "./support";

beforeAll(openShop);
afterEach(() => emulator.clearFaults());

async function listed(userId: string) {
  const list = await listSavedCards(userId);
  if (list.state !== "listed") throw new Error("the cards could not be listed");
  return list;
}

async function preferenceOf(userId: string): Promise<string | null> {
  return (await db().user.findUniqueOrThrow({ where: { id: userId } })).preferredCardId;
}

async function preferredOf(userId: string): Promise<string | null> {
  return (await listed(userId)).preferred.card?.id ?? null;
}

describe("the list of saved cards", () => {
  test("is empty, and makes no customer, before the first checkout", async () => {
    const shopper = await newShopper();
    const calls = await emulator.callsDuring(async () => expect(await cardsOf(shopper)).toEqual([]));
    expect(calls).toEqual([]);
  });

  test("comes fresh from Dojo by a secret made for it, with no more than the last four digits", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    expect(card).toMatchObject({ label: "Mastercard ending 1005, expires 12/29", expired: false });
    const calls = await emulator.callsDuring(() => cardsOf(shopper));
    expect(calls.map((call) => call.operationId).sort()).toEqual([
      "Customers_CreateCustomerSecret",
      "Customers_Get",
      "Customers_GetPaymentMethods",
    ]);
    expect(JSON.stringify(card)).not.toContain("5200");
  });

  test("of another customer is refused", async () => {
    const [shopper, other] = [await newShopper(), await newShopper()];
    await buyAndSave(shopper);
    await buyAndSave(other);
    await emulator.faults([{ operation: "Customers_GetPaymentMethods", kind: "wrongId" }]);
    expect((await listSavedCards(shopper.id)).state).toBe("unreachable");
  });

  test.each([
    ["down", { kind: "status", status: 503 }],
    ["answering rubbish", { kind: "html" }],
    ["cutting answers short", { kind: "truncate" }],
  ])("with Dojo %s is told apart from no cards", async (_case, fault) => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    await emulator.faults([
      { operation: "Customers_GetPaymentMethods", probability: 1, times: 50, seed: 1, ...fault },
    ]);
    expect(await listSavedCards(shopper.id)).toEqual({ state: "unreachable" });
  });
});

describe("the preferred card", () => {
  test("is the first one saved, and stays it when a second is saved", async () => {
    const shopper = await newShopper();
    const first = await buyAndSave(shopper);
    expect(await preferredOf(shopper.id)).toBe(first.id);
    await putInBasket(shopper, { mug: 1 });
    await linkFor(shopper, { card: first.id, sealed: await sealedFor(shopper) });
    await buyAndSave(shopper, "5200000000000056");
    expect(await preferredOf(shopper.id)).toBe(first.id);
  });

  test("changes by the shopper's choice, to a card in their own list only", async () => {
    const [shopper, other] = [await newShopper(), await newShopper()];
    await buyAndSave(shopper);
    const second = await buyAndSave(shopper, "5200000000000056");
    const foreign = await buyAndSave(other);
    expect(await makePreferred(shopper.id, foreign.id)).toEqual({ ok: false, problem: "not-yours" });
    expect((await makePreferred(shopper.id, second.id)).ok).toBe(true);
    expect(await preferredOf(shopper.id)).toBe(second.id);
  });

  test("is cleared when it is removed, and the removal is real at Dojo", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    await makePreferred(shopper.id, card.id);
    expect(await removeCard(shopper.id, card.id)).toMatchObject({ ok: true, wasPreferred: true });
    const { paymentMethods } = await emulator.state();
    expect(paymentMethods.map(({ id }) => id)).not.toContain(card.id);
    const stored = await db().user.findUniqueOrThrow({ where: { id: shopper.id } });
    expect(stored.preferredCardId).toBeNull();
    expect(stored.preferredDecidedAt).not.toBeNull();
  });

  test("cannot be somebody else's to remove", async () => {
    const [shopper, other] = [await newShopper(), await newShopper()];
    await buyAndSave(shopper);
    const foreign = await buyAndSave(other);
    expect(await removeCard(shopper.id, foreign.id)).toEqual({ ok: false, problem: "not-yours" });
    expect((await cardsOf(other)).map(({ id }) => id)).toEqual([foreign.id]);
  });

  test("is kept when Dojo does not answer the removal", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    await makePreferred(shopper.id, card.id);
    await emulator.faults([{ operation: "Customers_DeletePaymentMethod", kind: "status", status: 500 }]);
    expect(await removeCard(shopper.id, card.id)).toEqual({ ok: false, problem: "unreachable" });
    expect(await preferredOf(shopper.id)).toBe(card.id);
  });

  test("is suggested anew after its removal, never taken, and a choice ends the suggestion", async () => {
    const shopper = await newShopper();
    const first = await buyAndSave(shopper);
    await putInBasket(shopper, { mug: 1 });
    await linkFor(shopper, { card: first.id, sealed: await sealedFor(shopper) });
    const second = await buyAndSave(shopper, "5200000000000056");
    expect(await listed(shopper.id)).toMatchObject({ suggested: null });
    await removeCard(shopper.id, first.id);
    expect(await listed(shopper.id)).toMatchObject({
      preferred: { card: null, problem: null },
      suggested: { id: second.id },
    });
    await makePreferred(shopper.id, second.id);
    expect(await listed(shopper.id)).toMatchObject({
      preferred: { card: { id: second.id } },
      suggested: null,
    });
  });

  test("that vanished elsewhere is said to be missing, and works again when it is back", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    const stored = { preferredCardId: "pm_elsewhere", preferredDecidedAt: new Date() };
    await db().user.update({ where: { id: shopper.id }, data: stored });
    expect(await listed(shopper.id)).toMatchObject({
      preferred: { card: null, problem: "missing" },
      suggested: null,
    });
    expect(await preferenceOf(shopper.id)).toBe("pm_elsewhere");
    await db().user.update({ where: { id: shopper.id }, data: { preferredCardId: card.id } });
    expect(await preferredOf(shopper.id)).toBe(card.id);
  });
});

describe("a removal", () => {
  test("of a card that another tab removed already is success, by the name it was shown under", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    const shown = { name: card.name, signature: signShownCard(shopper.id, card) };
    expect(await removeCard(shopper.id, card.id, shown)).toMatchObject({ ok: true });
    expect(await removeCard(shopper.id, card.id, shown)).toEqual({
      ok: true,
      card: { id: card.id, name: "Mastercard ending 1005" },
      wasPreferred: false,
    });
  });

  test("of one gone from Dojo clears the choice of it all the same", async () => {
    const shopper = await newShopper();
    const stored = { preferredCardId: "pm_gone", preferredDecidedAt: new Date() };
    await db().user.update({ where: { id: shopper.id }, data: stored });
    const gone = { id: "pm_gone", name: "Visa ending 1096" };
    const shown = { name: gone.name, signature: signShownCard(shopper.id, gone) };
    expect(await removeCard(shopper.id, gone.id, shown)).toMatchObject({ ok: true, wasPreferred: true });
    expect(await preferenceOf(shopper.id)).toBeNull();
  });

  test("is refused without that proof, with another's, or with one for another card", async () => {
    const [shopper, other] = [await newShopper(), await newShopper()];
    const own = await buyAndSave(shopper);
    const foreign = await buyAndSave(other);
    const { name } = foreign;
    const proofs = [
      undefined,
      { name, signature: "" },
      { name, signature: signShownCard(other.id, foreign) },
      { name, signature: signShownCard(shopper.id, own) },
      { name: "Visa ending 0000", signature: signShownCard(shopper.id, foreign) },
    ];
    for (const shown of proofs)
      expect(await removeCard(shopper.id, foreign.id, shown)).toEqual({ ok: false, problem: "not-yours" });
    expect((await cardsOf(other)).map(({ id }) => id)).toEqual([foreign.id]);
  });
});

describe("another shopper's card", () => {
  test("is refused wherever a card can be named, and nothing of it changes", async () => {
    const [shopper, other] = [await newShopper(), await newShopper()];
    await buyAndSave(shopper);
    const foreign = await buyAndSave(other);
    await makePreferred(other.id, foreign.id);
    await putInBasket(shopper, { mug: 1 });
    const before = await preferenceOf(shopper.id);
    const refused = { ok: false, problem: "not-yours" };
    expect(await makePreferred(shopper.id, foreign.id)).toEqual(refused);
    expect(await removeCard(shopper.id, foreign.id)).toEqual(refused);
    for (const makePreferred of [false, true])
      expect(await pressPay(shopper, { card: foreign.id, makePreferred })).toEqual({
        kind: "problem",
        problem: "card-unknown",
      });
    expect(await preferenceOf(shopper.id)).toBe(before);
    expect(await preferredOf(other.id)).toBe(foreign.id);
  });
});

describe("a card's months", () => {
  // Each starts on Dojo's first day, which has no cards, so the shop's clock must stand there too.
  beforeEach(async () => {
    await owner().$executeRaw`DELETE FROM "ClockOffset"`;
    await emulator.reset();
  });

  const DAY_MS = 86_400_000;
  const monthsOn = (months: number) => {
    const date = new Date();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + months);
    return date;
  };
  const printed = (date: Date) =>
    `${String(date.getUTCMonth() + 1).padStart(2, "0")}/${String(date.getUTCFullYear() % 100)}`;
  /** To the middle of the month, far from the hours that London and UTC disagree about. */
  const advanceTo = (months: number) =>
    advance(monthsOn(months).setUTCHours(12, 0, 0, 0) + 14 * DAY_MS - Date.now());

  test("run out: first said, then refused, the choice kept and the card still there to remove", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    const expiry = printed(monthsOn(6));
    const { customerId } = await db().dojoCustomer.findFirstOrThrow({ where: { userId: shopper.id } });
    await saveCardAtDojo(customerId ?? "", { expiry });
    const find = async () => (await cardsOf(shopper)).find((card) => card.expiry === expiry);
    const card = await find();
    expect(card).toMatchObject({ expired: false, expiresSoon: false });
    expect((await makePreferred(shopper.id, card?.id ?? "")).ok).toBe(true);

    await advanceTo(6);
    expect(await find()).toMatchObject({ expired: false, expiresSoon: true });
    expect(await preferredOf(shopper.id)).toBe(card?.id);
    expect((await cardsOf(shopper))[0]?.id).toBe(card?.id);

    await advance(31 * DAY_MS);
    expect(await find()).toMatchObject({ expired: true, expiresSoon: false });
    expect(await listed(shopper.id)).toMatchObject({ preferred: { card: null, problem: "expired" } });
    expect((await cardsOf(shopper)).at(-1)?.id).toBe(card?.id);
    expect(await preferenceOf(shopper.id)).toBe(card?.id);
    const refused = { ok: false, problem: "not-usable" };
    expect(await makePreferred(shopper.id, card?.id ?? "")).toEqual(refused);
    await putInBasket(shopper, { mug: 1 });
    expect(await pressPay(shopper, { card: card?.id, sealed: await sealedFor(shopper) })).toMatchObject({
      problem: "card-unknown",
    });
    expect(await removeCard(shopper.id, card?.id ?? "")).toMatchObject({ ok: true, wasPreferred: true });
    expect(await find()).toBeUndefined();
    expect(await listed(shopper.id)).toMatchObject({
      preferred: { problem: null },
      suggested: { last4: "1005" },
    });
  });
});
