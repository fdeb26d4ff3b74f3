import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { attemptTimes } from "@/lib/checkout/attempt-times";
import { settleIntent, settleOrder } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { compareWithDojo } from "@/lib/reconcile/compare-with-dojo";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { owner } from "../setup/owner";
import {
  advance,
  emulator,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  orderOf,
  pressPay,
  putInBasket,
} from "./support";

beforeAll(openShop);
const usual = { ...attemptTimes };
afterEach(async () => {
  Object.assign(attemptTimes, usual);
  await emulator.clearFaults();
});

const MINUTE = 60_000;
const create = "PaymentIntents_CreatePaymentIntent";

async function orderWith(id: string) {
  return db().order.findUniqueOrThrow({
    where: { id },
    include: { attempts: { orderBy: { ordinal: "asc" } }, events: { orderBy: { id: "asc" } } },
  });
}

async function intentsOf(number: string) {
  const { paymentIntents } = await emulator.state();
  return paymentIntents
    .filter(({ reference }) => reference.startsWith(`${number}-`))
    .map(({ status }) => status);
}

/** An order whose only attempt has an outcome that nobody knows. */
async function lostOrder(fault: Record<string, unknown>) {
  const shopper = await newShopper();
  await putInBasket(shopper, { mug: 1 });
  await emulator.faults([{ operation: create, kind: "status", ...fault }]);
  expect((await pressPay(shopper)).kind).toBe("problem");
  const { id, number } = await db().order.findFirstOrThrow({ where: { userId: shopper.id } });
  return { shopper, id, number };
}

describe("the reconciler", () => {
  test("pays an order that nobody told us of, two minutes after its link went out, and then leaves it alone", async () => {
    const { intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await advance(MINUTE);
    await reconcileOrders();
    expect((await orderWith(order.id)).status).toBe("AWAITING_PAYMENT");
    await advance(MINUTE + 1_000);
    await reconcileOrders();
    expect(await orderWith(order.id)).toMatchObject({ status: "PAID", checkAt: null });
    await advance(60 * MINUTE);
    const calls = await emulator.callsDuring(reconcileOrders);
    expect(calls.filter(({ path }) => path.includes(intentId))).toEqual([]);
  });

  test("asks less often as time goes on, and ends the order when its time is over", async () => {
    const { intentId, order } = await openOrder();
    const asked: number[] = [];
    for (let minute = 1; minute <= 32; minute += 1) {
      await advance(MINUTE);
      const calls = await emulator.callsDuring(reconcileOrders);
      if (calls.some(({ path }) => path.includes(intentId))) asked.push(minute);
    }
    expect(asked).toEqual([2, 4, 8, 15, 30]);
    const expired = { status: "EXPIRED", checkAt: null, attempts: [{ sealedLink: null }] };
    expect(await orderWith(order.id)).toMatchObject(expired);
    expect(await intentsOf(order.number)).toEqual(["Canceled"]);
  });

  test("goes on cancelling what Dojo was too busy to cancel", async () => {
    const { shopper, order } = await openOrder();
    await emulator.faults([{ operation: "PaymentIntents_Delete", kind: "status", status: 503, times: 1 }]);
    expect(await cancelOrder(shopper.id, order.number)).toBe("unreachable");
    expect((await orderWith(order.id)).status).toBe("CANCELLING");
    await advance(MINUTE);
    await reconcileOrders();
    const cancelled = { status: "CANCELLED", attempts: [{ sealedLink: null }] };
    expect(await orderWith(order.id)).toMatchObject(cancelled);
    expect(await intentsOf(order.number)).toEqual(["Canceled"]);
  });

  test("looks for an intent whose sender died, and cancels what nobody was shown when the order ends", async () => {
    const { id, number } = await lostOrder({ status: 500, phase: "after" });
    await db().paymentAttempt.updateMany({ where: { orderId: id }, data: { state: "SENDING" } });
    await advance(MINUTE);
    await db()
      .$executeRaw`UPDATE "PaymentAttempt" SET "leaseUntil" = now() - interval '1 second' WHERE "orderId" = ${id}`;
    await reconcileOrders();
    expect((await orderWith(id)).attempts).toMatchObject([{ state: "OPEN", sealedLink: null }]);
    await advance(31 * MINUTE);
    await reconcileOrders();
    expect((await orderWith(id)).status).toBe("EXPIRED");
    expect(await intentsOf(number)).toEqual(["Canceled"]);
  });

  test("leaves an order alone once its lost intent was looked for long enough, though Dojo was away at the last look", async () => {
    attemptTimes.quarantineMs = 300;
    const { shopper, id, number } = await lostOrder({ status: 500, phase: "before" });
    await expect.poll(() => cancelOrder(shopper.id, number)).toBe("cancelled");
    const looks: number[] = [];
    for (let minute = 1; minute <= 14; minute += 1) {
      const away = { operation: "PaymentIntents_Search", kind: "status", status: 503, times: 9 };
      await emulator.faults(minute === 10 ? [away] : []);
      await advance(MINUTE);
      const calls = await emulator.callsDuring(reconcileOrders);
      if (calls.some(({ operationId }) => operationId === "PaymentIntents_Search")) looks.push(minute);
    }
    expect(looks.slice(0, 3)).toEqual([1, 5, 10]);
    expect(looks.at(-1)).toBeLessThan(12);
    expect(await orderWith(id)).toMatchObject({ status: "CANCELLED", checkAt: null });
  });

  test("cancels an intent that Dojo made after we had given it up", async () => {
    attemptTimes.quarantineMs = 300;
    const late = { status: 504, phase: "before", commitAfterMs: 30_000 };
    const { shopper, id, number } = await lostOrder(late);
    await linkFor(shopper);
    expect(await intentsOf(number)).toEqual(["Created"]);
    await advance(31_000);
    expect(await intentsOf(number)).toEqual(["Created", "Created"]);
    await advance(2 * MINUTE);
    await reconcileOrders();
    await advance(MINUTE);
    await reconcileOrders();
    expect((await intentsOf(number)).toSorted()).toEqual(["Canceled", "Created"]);
    expect((await orderWith(id)).attempts).toMatchObject([{ state: "CANCELED" }, { state: "OPEN" }]);
  });

  test("alerts when an outcome stays unknown, and when it is known after all", async () => {
    const { id } = await lostOrder({ status: 500, phase: "before" });
    const [attempt] = (await orderWith(id)).attempts;
    await emulator.faults([
      { operation: "PaymentIntents_Search", kind: "status", status: 500, times: 100, probability: 1 },
    ]);
    await advance(16 * MINUTE);
    await reconcileOrders();
    const where = { kind: "attempt-unknown", subject: attempt?.id };
    expect(await db().alert.count({ where: { ...where, clearedAt: null } })).toBe(1);
    await emulator.clearFaults();
    await advance(2 * MINUTE);
    await reconcileOrders();
    expect(await db().alert.count({ where: { ...where, clearedAt: null } })).toBe(0);
    expect((await orderWith(id)).attempts).toMatchObject([{ state: "NOT_CREATED" }]);
  });

  test("run by many at once asks about an order once", async () => {
    const { intentId } = await openOrder();
    await advance(3 * MINUTE);
    const calls = await emulator.callsDuring(() => Promise.all(Array.from({ length: 5 }, reconcileOrders)));
    expect(calls.filter(({ path }) => path.includes(intentId))).toHaveLength(1);
  });
});

describe("the comparison with Dojo", () => {
  const breakOf = (subject: string) =>
    db().alert.findFirst({ where: { kind: "reconciliation-break", subject } });

  test("finds a refund made in Dojo's portal, of which no event tells", async () => {
    const { intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    await emulator.portalRefund({ paymentIntentId: intentId, amount: 300 });
    await compareWithDojo(2);
    expect((await orderWith(order.id)).status).toBe("PARTLY_REFUNDED");
    expect(await breakOf(intentId)).toMatchObject({ clearedAt: expect.any(Date) });
    expect((await breakOf(intentId))?.detail).toContain("gave back 300");
    expect((await compareWithDojo(2)).differences).toBe(0);
  });

  test("finds a payment of ours that no order here has, and one of ours that Dojo has not", async () => {
    const { intentId } = await openOrder();
    const gone = `pi_sandbox_${"x".repeat(22)}`;
    const { order } = await openOrder();
    await db().paymentAttempt.updateMany({
      where: { orderId: order.id },
      data: { intentId: gone, reference: "elsewhere" },
    });
    const stray = await orderOf(intentId);
    await db().$executeRaw`DELETE FROM "PaymentAttempt" WHERE "orderId" = ${stray.id}`;
    await advance(3 * MINUTE);
    await compareWithDojo(2);
    expect(await breakOf(intentId)).toMatchObject({ clearedAt: null });
    expect(await breakOf(gone)).toMatchObject({ clearedAt: null });
  });

  test("says nothing when there is nothing to say", async () => {
    await emulator.reset();
    await owner().$executeRaw`TRUNCATE "PaymentAttempt", "Alert", "DojoCustomer" CASCADE`;
    const { intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    await advance(3 * MINUTE);
    expect(await compareWithDojo(2)).toEqual({ compared: 1, differences: 0, unreadable: 0, unasked: 0 });
    expect(await db().alert.count()).toBe(0);
  });
});

test("every transition stands in the order's timeline, once", async () => {
  const { intentId, order } = await openOrder();
  await emulator.pay({ paymentIntentId: intentId, card: "4456530000001013" });
  await settleIntent(intentId);
  await settleIntent(intentId);
  await emulator.pay({ paymentIntentId: intentId });
  await settleOrder(order.id);
  await settleIntent(intentId);
  const told = (await orderWith(order.id)).events.map(
    ({ subject, from, to }) => `${subject} ${from ?? ""}>${to}`,
  );
  expect(told).toEqual([
    "order >AWAITING_PAYMENT",
    "attempt SENDING>OPEN",
    "attempt >DECLINED",
    "attempt OPEN>CAPTURED",
    "order AWAITING_PAYMENT>PAID",
  ]);
});
