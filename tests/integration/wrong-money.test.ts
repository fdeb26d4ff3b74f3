import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { continuePayment } from "@/lib/checkout/continue-payment";
import { returnFromDojo } from "@/lib/checkout/return-from-dojo";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { leadWords, orderNote } from "@/lib/messages";
import { findOrder } from "@/lib/orders/find-order";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { requestRefund } from "@/lib/refunds/request-refund";
import { sendRefund, workRefunds } from "@/lib/refunds/send-refund";
import { wakeReviews } from "@/lib/refunds/wake-reviews";
import { advance, basketOf, emulator, intentIn, openOrder, openShop } from "./support";

beforeAll(openShop);
afterEach(() => Object.assign(env(), { AUTO_REFUND: false }));

const orderWith = (id: string) => db().order.findUniqueOrThrow({ where: { id } });
const alertOf = (id: string) =>
  db().alert.findFirst({ where: { kind: "order-review", subject: id, clearedAt: null } });

async function keptAtDojo(intentIds: string[]): Promise<number> {
  const { paymentIntents } = await emulator.state();
  const ours = paymentIntents.filter(
    ({ id, status }) => intentIds.includes(id) && /Captured|Refunded/.test(status),
  );
  return ours.reduce((sum, { amount, refundedAmount }) => sum + amount.value - refundedAmount, 0);
}

/** As if Dojo had confirmed a cancellation and then taken the money all the same. */
async function lateOrder() {
  const opened = await openOrder();
  await db().paymentAttempt.updateMany({ where: { orderId: opened.order.id }, data: { state: "CANCELED" } });
  await db().order.update({
    where: { id: opened.order.id },
    data: { status: "CANCELLED", closing: "CANCELLED", endedAt: new Date(), checkAt: null },
  });
  return opened;
}

/** As if the first of two links had still been payable. */
async function twicePayable() {
  const { shopper, intentId: first, order } = await openOrder();
  await db().paymentAttempt.updateMany({ where: { orderId: order.id }, data: { state: "CANCELED" } });
  const payment = await continuePayment(shopper, order.number);
  if (payment?.kind !== "link") throw new Error("no second link");
  const second = intentIn(payment.link);
  for (const paymentIntentId of [first, second]) await emulator.pay({ paymentIntentId });
  return { order, first, second };
}

describe("a captured payment that does not fit its order", () => {
  test.each([
    [
      "amount",
      `UPDATE "Order" SET "totalMinor" = "totalMinor" - 1, "subtotalMinor" = "subtotalMinor" - 1 WHERE id = $1`,
    ],
    [
      "amount",
      `UPDATE "Order" SET "totalMinor" = "totalMinor" + 1, "subtotalMinor" = "subtotalMinor" + 1 WHERE id = $1`,
    ],
    ["currency", `UPDATE "Order" SET currency = 'EUR' WHERE id = $1`],
    ["reference", `UPDATE "PaymentAttempt" SET reference = reference || 'x' WHERE "orderId" = $1`],
    ["customer", `UPDATE "PaymentAttempt" SET "customerId" = 'cust_other' WHERE "orderId" = $1`],
  ])(
    "in its %s is for a person, alerted, and not fulfilled; given back, the order ends",
    async (what, change) => {
      const { shopper, intentId, order } = await openOrder();
      await db().$executeRawUnsafe(change, order.id);
      await emulator.pay({ paymentIntentId: intentId });
      Object.assign(env(), { AUTO_REFUND: true });
      expect(await settleIntent(intentId)).toBe("REVIEW");
      expect((await alertOf(order.id))?.detail).toContain(`the ${what} differs from the order`);
      expect(await basketOf(shopper)).toEqual({ mug: 1 });
      expect(await db().refund.count({ where: { orderId: order.id } })).toBe(0);
      const asked = await requestRefund({ orderId: order.id, requestKey: "all of it" });
      if (asked.kind !== "requested") throw new Error(asked.kind);
      expect(await sendRefund(asked.refundId)).toBe("DONE");
      expect((await orderWith(order.id)).status).toBe("CANCELLED");
      expect(await alertOf(order.id)).toBeNull();
      expect(await keptAtDojo([intentId])).toBe(0);
    },
  );
});

describe("money that comes after the end", () => {
  test("is for a person, and alerted", async () => {
    const { intentId, order } = await lateOrder();
    await emulator.pay({ paymentIntentId: intentId });
    expect(await settleIntent(intentId)).toBe("REVIEW");
    expect((await alertOf(order.id))?.detail).toContain("captured after the order had ended");
    expect(await db().refund.count({ where: { orderId: order.id } })).toBe(0);
  });

  test("goes back by itself with AUTO_REFUND, only what is left of it, and once", async () => {
    Object.assign(env(), { AUTO_REFUND: true });
    const { intentId, order } = await lateOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await emulator.portalRefund({ paymentIntentId: intentId, amount: 300 });
    await Promise.all(Array.from({ length: 5 }, () => settleIntent(intentId)));
    expect((await orderWith(order.id)).status).toBe("CANCELLED");
    await Promise.all([workRefunds(), workRefunds()]);
    const refunds = await db().refund.findMany({ where: { orderId: order.id } });
    expect(refunds).toMatchObject([{ amountMinor: order.totalMinor - 300, origin: "LATE", state: "DONE" }]);
    expect(await keptAtDojo([intentId])).toBe(0);
    expect(await alertOf(order.id)).toBeNull();
  });

  test("is never called no money: the shopper reads where it is", async () => {
    Object.assign(env(), { AUTO_REFUND: true });
    const { shopper, intentId, order } = await lateOrder();
    const told = async () => {
      const returned = await returnFromDojo(order.id, false);
      const own = await findOrder(shopper.id, order.number);
      if (!returned || !own) throw new Error("the order is gone");
      return [leadWords(returned.outcome, returned.order), orderNote(own)];
    };
    expect(await told()).toEqual(["No money was taken.", "No money was taken."]);
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    for (const words of await told())
      expect(words).toMatch(/^A payment came .* is being sent back to your card\.$/);
    await workRefunds();
    for (const words of await told())
      expect(words).toMatch(/^A payment came .* was sent back to your card\.$/);
  });

  test("that a person looks at is called so, on the page one comes back to as well", async () => {
    const { shopper, intentId, order } = await lateOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    const returned = await returnFromDojo(order.id, false);
    const own = await findOrder(shopper.id, order.number);
    expect(returned && leadWords(returned.outcome, returned.order)).toMatch(/a person is looking at it/);
    expect(own && orderNote(own)).toMatch(/a person is looking at it/);
  });

  test("goes back also when AUTO_REFUND is switched on later, once the worker has woken the reviews", async () => {
    const { intentId, order } = await lateOrder();
    await emulator.pay({ paymentIntentId: intentId });
    expect(await settleIntent(intentId)).toBe("REVIEW");
    Object.assign(env(), { AUTO_REFUND: true });
    await reconcileOrders();
    expect((await orderWith(order.id)).status).toBe("REVIEW");
    expect(await wakeReviews()).toBeGreaterThan(0);
    await reconcileOrders();
    await workRefunds();
    expect((await orderWith(order.id)).status).toBe("CANCELLED");
    expect(await keptAtDojo([intentId])).toBe(0);
    expect(await alertOf(order.id)).toBeNull();
  });

  test("stays for a person when it does not fit its order, however often the reviews are woken", async () => {
    const { intentId, order } = await openOrder();
    await db().$executeRaw`UPDATE "Order" SET currency = 'EUR' WHERE id = ${order.id}`;
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    Object.assign(env(), { AUTO_REFUND: true });
    await wakeReviews();
    await reconcileOrders();
    await workRefunds();
    expect(await orderWith(order.id)).toMatchObject({ status: "REVIEW", checkAt: null });
    expect(await db().refund.count({ where: { orderId: order.id } })).toBe(0);
  });

  test("overtaken by a refund in the portal is planned anew for the remainder", async () => {
    Object.assign(env(), { AUTO_REFUND: true });
    const { intentId, order } = await lateOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    await emulator.portalRefund({ paymentIntentId: intentId, amount: 100 });
    await workRefunds();
    await workRefunds();
    const refunds = await db().refund.findMany({
      where: { orderId: order.id },
      orderBy: { createdAt: "asc" },
    });
    expect(refunds.map(({ state, amountMinor }) => [state, amountMinor])).toEqual([
      ["REPLANNED", order.totalMinor],
      ["DONE", order.totalMinor - 100],
    ]);
    expect(await keptAtDojo([intentId])).toBe(0);
  });

  test("that Dojo refuses to give back is for a person after all, and not asked for again", async () => {
    Object.assign(env(), { AUTO_REFUND: true });
    const { intentId, order } = await lateOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    await emulator.faults([{ operation: "Refunds_Create", kind: "refundRefused", times: 10 }]);
    for (let look = 1; look <= 3; look += 1) {
      expect((await orderWith(order.id)).status).not.toBe("REVIEW");
      await workRefunds();
      await advance(10_000);
    }
    expect((await orderWith(order.id)).status).toBe("REVIEW");
    expect(await alertOf(order.id)).not.toBeNull();
    await advance(60_000);
    await settleIntent(intentId);
    await workRefunds();
    await emulator.clearFaults();
    expect(await db().refund.count({ where: { orderId: order.id } })).toBe(1);
  });
});

describe("a second payment of one order", () => {
  test("is for a person: the first counts, and giving the second back makes the order paid again", async () => {
    const { order, first, second } = await twicePayable();
    await settleIntent(second);
    expect(await settleIntent(first)).toBe("REVIEW");
    expect((await alertOf(order.id))?.detail).toContain("a second payment was captured");
    const asked = await requestRefund({ orderId: order.id, requestKey: "the second" });
    expect(asked).toMatchObject({ kind: "requested", intentId: first, amountMinor: order.totalMinor });
    await workRefunds();
    expect((await orderWith(order.id)).status).toBe("PAID");
    expect(await keptAtDojo([first, second])).toBe(order.totalMinor);
  });

  test("goes back by itself with AUTO_REFUND", async () => {
    Object.assign(env(), { AUTO_REFUND: true });
    const { order, first, second } = await twicePayable();
    await Promise.all([settleIntent(second), settleIntent(first)]);
    expect((await orderWith(order.id)).status).toBe("PAID");
    await workRefunds();
    expect(await keptAtDojo([first, second])).toBe(order.totalMinor);
    expect(await db().outbox.count({ where: { orderId: order.id, kind: "receipt" } })).toBe(1);
  });
});
