import { beforeAll, describe, expect, test } from "vitest";
import { makePreferred } from "@/lib/cards/manage-cards";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { callDojo } from "../setup/call-dojo";
import {
  buyAndSave,
  cardsOf,
  emulator,
  intentIn,
  linkFor,
  newShopper,
  openShop,
  orderOf,
  pressPay,
  putInBasket,
  sealedFor,
} from "./support";

beforeAll(openShop);

/** A returning shopper pays in seconds: the preferred card is named in the intent, two calls after the click. */
describe("a returning shopper", () => {
  test("pays with two calls to Dojo in sequence: a fresh secret and the intent that names the card", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    await putInBasket(shopper, { bowl: 1 });
    const sealed = await sealedFor(shopper);
    const calls = await emulator.callsDuring(() => linkFor(shopper, { card: card.id, sealed }));
    expect(calls.map((call) => call.operationId)).toEqual([
      "Customers_CreateCustomerSecret",
      "PaymentIntents_CreatePaymentIntent",
    ]);
    const [secret, intent] = calls;
    const customer = intent?.request?.customer as { id: string };
    expect(customer).toEqual({ id: customer.id, secret: secret?.response?.secret, savedCardId: card.id });
    expect(intent?.request?.paymentMethods).toEqual(["SavedCard", "Card"]);
  });

  test("gets the same link again without a call while it lives", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const link = await linkFor(shopper);
    const calls = await emulator.callsDuring(async () => {
      expect(await linkFor(shopper)).toBe(link);
    });
    expect(calls).toEqual([]);
  });

  test("who chooses another card gets a new intent, after the old one is cancelled at Dojo", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    await putInBasket(shopper, { bowl: 1 });
    const sealed = await sealedFor(shopper);
    const first = intentIn(await linkFor(shopper, { sealed }));
    const second = intentIn(await linkFor(shopper, { card: card.id, sealed }));
    expect(second).not.toBe(first);
    const { paymentIntents } = await emulator.state();
    expect(paymentIntents.find(({ id }) => id === first)?.status).toBe("Canceled");
    const { attempts } = await orderOf(second);
    expect(attempts.map(({ state }) => state)).toEqual(["CANCELED", "OPEN"]);
    expect(attempts[0]?.sealedLink).toBeNull();
  });

  test("whose basket changed gets a new order, the old one cancelled first", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const first = intentIn(await linkFor(shopper));
    await putInBasket(shopper, { mug: 3 });
    const second = intentIn(await linkFor(shopper));
    const { paymentIntents } = await emulator.state();
    expect(paymentIntents.find(({ id }) => id === first)?.status).toBe("Canceled");
    expect((await orderOf(first)).status).toBe("CANCELLED");
    expect((await orderOf(second)).totalMinor).toBe(3 * 1_800 + 395);
  });

  test("whose old order was paid in another tab is shown it and not charged again", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const first = intentIn(await linkFor(shopper));
    await emulator.pay({ paymentIntentId: first });
    await putInBasket(shopper, { mug: 1, bowl: 1 });
    const checkout = await pressPay(shopper);
    expect(checkout).toEqual({ kind: "order", orderId: (await orderOf(first)).id });
    expect((await orderOf(first)).status).toBe("PAID");
    expect(await db().order.count({ where: { userId: shopper.id } })).toBe(1);
  });

  test("cannot pay with a card that is not in their list, sealed or not", async () => {
    const [shopper, other] = [await newShopper(), await newShopper()];
    await buyAndSave(shopper);
    const foreign = await buyAndSave(other);
    await putInBasket(shopper, { mug: 1 });
    const unknown = { kind: "problem", problem: "card-unknown" };
    expect(await pressPay(shopper, { card: foreign.id })).toEqual(unknown);
    expect(await pressPay(shopper, { card: foreign.id, sealed: await sealedFor(other) })).toEqual(unknown);
    expect(await pressPay(shopper, { card: foreign.id, sealed: await sealedFor(shopper) })).toEqual(unknown);
  });

  test("who ticks the box at checkout has that card preferred from then on", async () => {
    const shopper = await newShopper();
    const first = await buyAndSave(shopper);
    await putInBasket(shopper, { mug: 1 });
    await linkFor(shopper, { card: first.id, sealed: await sealedFor(shopper) });
    const second = await buyAndSave(shopper, "5200000000000056");
    expect((await makePreferred(shopper.id, first.id)).ok).toBe(true);
    await putInBasket(shopper, { bowl: 1 });
    await linkFor(shopper, { card: second.id, sealed: await sealedFor(shopper), makePreferred: true });
    const stored = await db().user.findUniqueOrThrow({ where: { id: shopper.id } });
    expect(stored.preferredCardId).toBe(second.id);
  });

  test("who ticks the box for a new card has it preferred once it is saved, and only then", async () => {
    const shopper = await newShopper();
    const first = await buyAndSave(shopper);
    await putInBasket(shopper, { mug: 1 });
    await linkFor(shopper, { card: first.id, sealed: await sealedFor(shopper), makePreferred: true });
    const preferred = async () =>
      (await db().user.findUniqueOrThrow({ where: { id: shopper.id } })).preferredCardId;

    const unsaved = intentIn(await linkFor(shopper, { makePreferred: true }));
    await emulator.pay({ paymentIntentId: unsaved, card: "5200000000000056" });
    await settleIntent(unsaved);
    expect(await preferred()).toBe(first.id);

    await putInBasket(shopper, { mug: 1 });
    const saved = intentIn(await linkFor(shopper, { makePreferred: true }));
    await emulator.pay({ paymentIntentId: saved, card: "5200000000000056", saveCard: true });
    await settleIntent(saved);
    expect(await preferred()).toBe((await cardsOf(shopper)).find(({ last4 }) => last4 === "0056")?.id);
  });

  test("whose customer is gone at Dojo gets a new one, and pays", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    const { customerId } = await db().dojoCustomer.findFirstOrThrow({ where: { userId: shopper.id } });
    await callDojo("DELETE", `/customers/${customerId}`);
    expect(await cardsOf(shopper)).toEqual([]);
    await putInBasket(shopper, { mug: 1 });
    await linkFor(shopper);
    const relinked = await db().dojoCustomer.findFirstOrThrow({ where: { userId: shopper.id } });
    expect(relinked.customerId).not.toBe(customerId);
  });
});
