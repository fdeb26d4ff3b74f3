import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { makePreferred, removeCard } from "@/lib/cards/manage-cards";
import { db } from "@/lib/db/client";
import {
  buyAndSave,
  cardsOf,
  emulator,
  linkFor,
  newShopper,
  openShop,
  putInBasket,
  sealedFor,
} from "./support";

beforeAll(openShop);
afterEach(() => emulator.clearFaults());

async function preferredOf(userId: string): Promise<string | null> {
  const list = await listSavedCards(userId);
  return list.state === "listed" ? (list.preferred.card?.id ?? null) : null;
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
});
