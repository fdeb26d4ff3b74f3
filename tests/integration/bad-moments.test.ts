import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { returnFromDojo } from "@/lib/checkout/return-from-dojo";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db, type Tx } from "@/lib/db/client";
import { opaqueId } from "@/lib/ids";
import { callDojo } from "../setup/call-dojo";
import {
  advance,
  buyAndSave,
  cardsOf,
  emulator,
  intentIn,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  pressPay,
  putInBasket,
  sealedFor,
} from "./support";

beforeAll(openShop);
afterEach(() => emulator.clearFaults());

const customersMade = async () => (await emulator.state()).customers.length;

describe("a slip of Dojo's is not believed at once", () => {
  test("one 404 for a customer who exists costs the shopper no cards and makes no second customer", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    await putInBasket(shopper, { bowl: 1 });
    const before = await customersMade();
    await emulator.faults([{ operation: "Customers_CreateCustomerSecret", kind: "status", status: 404 }]);
    expect((await pressPay(shopper)).kind).toBe("problem");
    expect((await pressPay(shopper)).kind).toBe("link");
    expect(await customersMade()).toBe(before);
    expect(await cardsOf(shopper)).toHaveLength(1);
  });

  test("a customer who is really gone is made anew without the cards that went with them", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    await putInBasket(shopper, { bowl: 1 });
    const sealed = await sealedFor(shopper);
    const { customerId } = await db().dojoCustomer.findFirstOrThrow({ where: { userId: shopper.id } });
    await callDojo("DELETE", `/customers/${customerId}`);
    expect((await pressPay(shopper, { card: card.id, sealed })).kind).toBe("link");
  });

  test("a cancel that is refused again and again ends in words, not in a storm of calls", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    await putInBasket(shopper, { bowl: 1 });
    const sealed = await sealedFor(shopper);
    await linkFor(shopper, { sealed });
    await emulator.faults([
      {
        operation: "PaymentIntents_Delete",
        kind: "status",
        status: 409,
        probability: 1,
        times: 999,
        seed: 1,
      },
    ]);
    const calls = await emulator.callsDuring(async () => {
      expect(await pressPay(shopper, { card: card.id, sealed })).toEqual({
        kind: "problem",
        problem: "busy",
      });
    });
    expect(calls.length).toBeLessThan(10);
  });
});

describe("goods and money", () => {
  test("an order past its time is not revived by its old form when others have bought the goods", async () => {
    const [late, quick] = [await newShopper(), await newShopper()];
    await putInBasket(late, { vase: 2 });
    await putInBasket(quick, { vase: 2 });
    const clickToken = opaqueId();
    await emulator.faults([{ operation: "PaymentIntents_CreatePaymentIntent", kind: "status", status: 500 }]);
    expect((await pressPay(late, { clickToken })).kind).toBe("problem");
    await advance(33 * 60_000);
    const sold = intentIn(await linkFor(quick));
    await emulator.pay({ paymentIntentId: sold });
    expect(await settleIntent(sold)).toBe("PAID");
    expect((await pressPay(late, { clickToken })).kind).toBe("order");
    const [order] = await db().order.findMany({ where: { userId: late.id } });
    expect(order?.status).toBe("EXPIRED");
    expect(await pressPay(late)).toEqual({ kind: "problem", problem: "stock" });
  });

  test("a basket whose payment is being looked at is not charged a second time", async () => {
    const { shopper, intentId, order } = await openOrder();
    const { id, totalMinor, subtotalMinor } = order;
    const wrong = { totalMinor: totalMinor + 1, subtotalMinor: subtotalMinor + 1 };
    await db().order.update({ where: { id }, data: wrong });
    await emulator.pay({ paymentIntentId: intentId });
    expect(await settleIntent(intentId)).toBe("REVIEW");
    expect(await pressPay(shopper)).toEqual({ kind: "order", orderId: id });
  });
});

test("who wishes something else for an order that others hold locked is told to press again", async () => {
  const { shopper, order } = await openOrder();
  const told = await db().$transaction(
    async (tx: Tx) => {
      await tx.$queryRaw`SELECT id FROM "Order" WHERE id = ${order.id} FOR UPDATE`;
      return pressPay(shopper, { makePreferred: true });
    },
    { timeout: 15_000 },
  );
  expect(told).toEqual({ kind: "problem", problem: "busy" });
});

describe("what the returning shopper is told", () => {
  test("an order that others hold locked is being checked, within seconds", async () => {
    const { id } = (await openOrder()).order;
    const began = Date.now();
    const outcome = await db().$transaction(
      async (tx: Tx) => {
        await tx.$queryRaw`SELECT id FROM "Order" WHERE id = ${id} FOR UPDATE`;
        return (await returnFromDojo(id, true))?.outcome;
      },
      { timeout: 15_000 },
    );
    expect(outcome).toBe("checking");
    expect(Date.now() - began).toBeLessThan(8_000);
  });
});
