import { beforeAll, describe, expect, test } from "vitest";
import { closeOrder } from "@/lib/checkout/close-order";
import { continuePayment } from "@/lib/checkout/continue-payment";
import { returnFromDojo } from "@/lib/checkout/return-from-dojo";
import { settleIntent, settleOrder } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import {
  advance,
  basketOf,
  emulator,
  intentIn,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  orderOf,
  pressPay,
  putInBasket,
} from "./support";

beforeAll(openShop);

async function stockOf(id: string): Promise<number> {
  return (await db().product.findUniqueOrThrow({ where: { id } })).stock;
}

describe("a captured payment", () => {
  test("for more than the shelf has is paid, and a person hears what is missing", async () => {
    const { intentId, order } = await openOrder({ mug: 3 });
    const before = await stockOf("mug");
    await db().product.update({ where: { id: "mug" }, data: { stock: 1 } });
    await emulator.pay({ paymentIntentId: intentId });
    expect(await settleIntent(intentId)).toBe("PAID");
    expect(await stockOf("mug")).toBe(0);
    await db().product.update({ where: { id: "mug" }, data: { stock: before } });
    const alerts = await db().alert.findMany({ where: { kind: "oversold" } });
    expect(alerts).toMatchObject([{ subject: order.id, detail: "Sold, and not on the shelf: 2 × Mug." }]);
    const plenty = await openOrder({ mug: 3 });
    await emulator.pay({ paymentIntentId: plenty.intentId });
    await settleIntent(plenty.intentId);
    expect(await db().alert.count({ where: { kind: "oversold" } })).toBe(1);
  });

  test("pays the order once, however often and from wherever it is settled", async () => {
    const { shopper, intentId, order } = await openOrder({ mug: 2 });
    const before = await stockOf("mug");
    await putInBasket(shopper, { mug: 3, bowl: 1 });
    await emulator.pay({ paymentIntentId: intentId });
    const statuses = await Promise.all([
      settleIntent(intentId),
      settleOrder(order.id),
      settleIntent(intentId),
      returnFromDojo(order.id, false).then((returned) => returned?.order.status),
    ]);
    expect(new Set(statuses)).toEqual(new Set(["PAID"]));
    expect(await stockOf("mug")).toBe(before - 2);
    expect(await basketOf(shopper)).toEqual({ mug: 1, bowl: 1 });
  });

  test("stores the result code and wipes the link", async () => {
    const { intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    const settled = await orderOf(intentId);
    expect(settled.paidAttemptId).toBe(order.attempts[0]?.id);
    expect(settled.attempts[0]).toMatchObject({ state: "CAPTURED", resultCode: 0, sealedLink: null });
  });

  test("of another amount than the order's is looked at, never sold", async () => {
    const { shopper, intentId, order } = await openOrder();
    await db().order.update({
      where: { id: order.id },
      data: { totalMinor: order.totalMinor + 1, subtotalMinor: order.subtotalMinor + 1 },
    });
    await emulator.pay({ paymentIntentId: intentId });
    expect(await settleIntent(intentId)).toBe("REVIEW");
    expect((await orderOf(intentId)).reviewReason).toBe("the amount differs from the order");
    expect(await basketOf(shopper)).toEqual({ mug: 1 });
  });

  test("is found by our own reference when its reply was lost", async () => {
    const { intentId, order } = await openOrder();
    const attemptId = order.attempts[0]?.id;
    await db().paymentAttempt.update({
      where: { id: attemptId },
      data: { state: "NOT_CREATED", intentId: null, sealedLink: null },
    });
    await emulator.pay({ paymentIntentId: intentId });
    expect(await settleIntent(intentId)).toBe("PAID");
  });
});

describe("an unpaid order", () => {
  test("stays open after a decline, with code 5, and can be paid with the same link", async () => {
    const { shopper, intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId, card: "4456530000001013" });
    const returned = await returnFromDojo(order.id, false);
    expect(returned).toMatchObject({ outcome: "not-completed", order: { resultCode: 5 } });
    expect(intentIn(await linkFor(shopper))).toBe(intentId);
  });

  test("is called cancelled only when Dojo says that it is unpaid", async () => {
    const { intentId, order } = await openOrder();
    expect((await returnFromDojo(order.id, true))?.outcome).toBe("cancelled");
    await emulator.pay({ paymentIntentId: intentId });
    expect((await returnFromDojo(order.id, true))?.outcome).toBe("received");
  });

  test("that a shopper only came back to is being checked, not failed", async () => {
    const { order } = await openOrder();
    expect((await returnFromDojo(order.id, false))?.outcome).toBe("checking");
  });

  test("is being checked while Dojo does not answer", async () => {
    const { order } = await openOrder();
    await emulator.faults([
      { operation: "PaymentIntents_Get", kind: "status", status: 503, probability: 1, times: 50, seed: 1 },
    ]);
    expect((await returnFromDojo(order.id, true))?.outcome).toBe("checking");
    await emulator.clearFaults();
  });

  test("is cancelled at Dojo before it counts as cancelled here", async () => {
    const { intentId, order } = await openOrder();
    await db().order.update({ where: { id: order.id }, data: { status: "CANCELLING" } });
    expect(await closeOrder(order.id)).toBe("CANCELLED");
    const { paymentIntents } = await emulator.state();
    expect(paymentIntents.find(({ id }) => id === intentId)?.status).toBe("Canceled");
  });

  test("that was to be superseded is shown when it turns out paid, though some of it was given back since", async () => {
    const { shopper, intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await emulator.portalRefund({ paymentIntentId: intentId, amount: 100 });
    await putInBasket(shopper, { bowl: 2 });
    expect(await pressPay(shopper)).toEqual({ kind: "order", orderId: order.id });
    expect((await orderOf(intentId)).status).toBe("PARTLY_REFUNDED");
    expect(await db().order.count({ where: { userId: shopper.id } })).toBe(1);
  });

  test("is paid, not cancelled, when the payment was faster", async () => {
    const { intentId, order } = await openOrder();
    await db().order.update({ where: { id: order.id }, data: { status: "CANCELLING" } });
    await emulator.pay({ paymentIntentId: intentId });
    expect(await closeOrder(order.id)).toBe("PAID");
  });
});

describe("time", () => {
  test("after half an hour the order is over, at Dojo and here, and the basket starts a new one", async () => {
    const { shopper, intentId, order } = await openOrder();
    await advance(31 * 60_000);
    expect(await continuePayment(shopper, order.number)).toEqual({ kind: "over" });
    expect((await orderOf(intentId)).status).toBe("EXPIRED");
    expect((await returnFromDojo(order.id, false))?.outcome).toBe("not-completed");
    expect(intentIn(await linkFor(shopper))).not.toBe(intentId);
  });

  test("when only the customer secret has ended, the same order gets a new link", async () => {
    const { shopper, intentId, order } = await openOrder();
    await advance(16 * 60_000);
    const payment = await continuePayment(shopper, order.number);
    expect(payment?.kind).toBe("link");
    const { attempts, status } = await orderOf(intentId);
    expect(status).toBe("AWAITING_PAYMENT");
    expect(attempts.map(({ state }) => state)).toEqual(["CANCELED", "OPEN"]);
  });

  test("a hold ends with its order, so abandoned goods can be sold again", async () => {
    const { order } = await openOrder({ vase: 2 });
    const other = await newShopper();
    await putInBasket(other, { vase: 1 });
    expect(await pressPay(other)).toEqual({ kind: "problem", problem: "stock" });
    await advance(33 * 60_000);
    expect((await pressPay(other)).kind).toBe("link");
    expect(order.status).toBe("AWAITING_PAYMENT");
  });
});

test("somebody else's order cannot be continued", async () => {
  const { order } = await openOrder();
  expect(await continuePayment(await newShopper(), order.number)).toBeNull();
});
