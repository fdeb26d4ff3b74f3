import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { makePreferred, removeCard } from "@/lib/cards/manage-cards";
import { offerSavedCard } from "@/lib/cards/offer-saved-card";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import {
  buyAndSave,
  cardsOf,
  emulator,
  intentIn,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  orderOf,
  putInBasket,
  sealedFor,
} from "./support";

beforeAll(openShop);
afterEach(() => emulator.clearFaults());

type Buyer = Awaited<ReturnType<typeof newShopper>>;
type How = { asked?: string; makePreferred?: boolean; card?: string; paidWith?: string; save?: boolean };

/** Presses the button for `asked` and pays on Dojo's page as said; answers with the paid order. */
async function buy(shopper: Buyer, { asked, makePreferred, card, paidWith, save = true }: How) {
  await putInBasket(shopper, { bowl: 1 });
  const sealed = await sealedFor(shopper);
  const paymentIntentId = intentIn(await linkFor(shopper, { card: asked, sealed, makePreferred }));
  await emulator.pay({ paymentIntentId, card, paymentMethodId: paidWith, saveCard: save });
  await settleIntent(paymentIntentId);
  return orderOf(paymentIntentId);
}

const preferenceOf = (shopper: Buyer) =>
  db().user.findUniqueOrThrow({
    where: { id: shopper.id },
    select: { preferredCardId: true, preferredDecidedAt: true },
  });

const SECOND = "5200000000000056";

/** Paying never changes the preference by itself; the page after paying may ask. */
describe("the card saved while paying", () => {
  test("is preferred already when it is the first", async () => {
    const shopper = await newShopper();
    const order = await buy(shopper, {});
    const [card] = await cardsOf(shopper);
    expect(order.attempts[0]?.paidCardId).toBe(card?.id);
    expect(await offerSavedCard(shopper.id, order.id)).toEqual({ card, preferred: true });
  });

  test("is asked about when another is preferred, and again after a reload, until it is taken up", async () => {
    const shopper = await newShopper();
    const first = await buyAndSave(shopper);
    const order = await buy(shopper, { asked: first.id, card: SECOND });
    const saved = (await cardsOf(shopper)).find(({ last4 }) => last4 === "0056");
    expect(await offerSavedCard(shopper.id, order.id)).toEqual({ card: saved, preferred: false });
    expect(await offerSavedCard(shopper.id, order.id)).toEqual({ card: saved, preferred: false });
    expect((await preferenceOf(shopper)).preferredCardId).toBe(first.id);
    await makePreferred(shopper.id, saved?.id ?? "");
    expect(await offerSavedCard(shopper.id, order.id)).toEqual({ card: saved, preferred: true });
  });

  test("is preferred already when the box was ticked for it", async () => {
    const shopper = await newShopper();
    const first = await buyAndSave(shopper);
    await buy(shopper, { asked: first.id, paidWith: first.id });
    const order = await buy(shopper, { card: SECOND, makePreferred: true });
    expect(await offerSavedCard(shopper.id, order.id)).toMatchObject({
      card: { last4: "0056" },
      preferred: true,
    });
  });

  test("is not asked about when it was not saved, or was the one asked for", async () => {
    const shopper = await newShopper();
    const first = await buyAndSave(shopper);
    const unsaved = await buy(shopper, { asked: first.id, card: SECOND, save: false });
    expect(unsaved.attempts[0]?.paidCardId).toBeNull();
    expect(await offerSavedCard(shopper.id, unsaved.id)).toBeNull();
    const same = await buy(shopper, { asked: first.id, paidWith: first.id });
    expect(same.attempts[0]).toMatchObject({ paidCardId: first.id, savedCardId: first.id });
    expect(await offerSavedCard(shopper.id, same.id)).toBeNull();
  });

  test("paying with another saved card changes nothing and asks nothing: it was saved before", async () => {
    const shopper = await newShopper();
    const first = await buyAndSave(shopper);
    const saving = await buy(shopper, { asked: first.id, card: SECOND });
    const second = (await cardsOf(shopper)).find(({ last4 }) => last4 === "0056");
    const before = await preferenceOf(shopper);
    const order = await buy(shopper, { asked: first.id, paidWith: second?.id, save: false });
    expect(order.attempts[0]?.paidCardId).toBe(second?.id);
    expect(await preferenceOf(shopper)).toEqual(before);
    expect(before.preferredCardId).toBe(first.id);
    expect(await offerSavedCard(shopper.id, order.id)).toBeNull();
    // The order that saved it may still ask.
    expect(await offerSavedCard(shopper.id, saving.id)).toMatchObject({ preferred: false });
    const back = await buy(shopper, { asked: second?.id, paidWith: first.id, save: false });
    expect(await offerSavedCard(shopper.id, back.id)).toBeNull();
  });

  test("is not asked about once it is gone", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    const order = await buy(shopper, { card: SECOND });
    const saved = (await cardsOf(shopper)).find(({ last4 }) => last4 === "0056");
    await removeCard(shopper.id, saved?.id ?? "");
    expect(await offerSavedCard(shopper.id, order.id)).toBeNull();
  });

  test("is nobody else's to hear of, nor while the order is unpaid", async () => {
    const shopper = await newShopper();
    const order = await buy(shopper, {});
    expect(await offerSavedCard((await newShopper()).id, order.id)).toBeNull();
    expect(await offerSavedCard(shopper.id, "no such order")).toBeNull();
    const unpaid = await openOrder();
    expect(await offerSavedCard(unpaid.shopper.id, unpaid.order.id)).toBeNull();
  });

  test("waits while Dojo is silent: nothing is claimed and nothing breaks", async () => {
    const shopper = await newShopper();
    const order = await buy(shopper, {});
    await emulator.faults([
      { operation: "Customers_GetPaymentMethods", kind: "status", status: 503, probability: 1, times: 50 },
    ]);
    expect((await listSavedCards(shopper.id)).state).toBe("unreachable");
    expect(await offerSavedCard(shopper.id, order.id)).toBeNull();
  });
});
