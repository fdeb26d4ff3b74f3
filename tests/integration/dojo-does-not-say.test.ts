import { afterEach, beforeAll, expect, test } from "vitest";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { advance, emulator, openOrder, openShop, pressPay, putInBasket } from "./support";

beforeAll(openShop);
afterEach(() => emulator.clearFaults());

const MINUTE = 60_000;

async function orderWith(id: string) {
  return db().order.findUniqueOrThrow({ where: { id }, include: { attempts: true } });
}

const stuckAlert = (subject: string) =>
  db().alert.findFirst({ where: { kind: "order-stuck", subject, clearedAt: null } });

test.each([
  ["refuses our key", { status: 401 }],
  ["is away", { status: 503 }],
])("while Dojo %s an order closes all the same, and a person hears of it", async (_, how) => {
  const { order } = await openOrder();
  const fault = { kind: "status", times: 500, ...how };
  await emulator.faults([
    { ...fault, operation: "PaymentIntents_Get" },
    { ...fault, operation: "PaymentIntents_Delete" },
  ]);
  await advance(31 * MINUTE);
  await reconcileOrders();
  expect((await orderWith(order.id)).status).toBe("CANCELLING");
  expect(await stuckAlert(order.id)).toBeNull();
  await advance(60 * MINUTE);
  await reconcileOrders();
  expect(await stuckAlert(order.id)).toMatchObject({
    detail: `Order ${order.number} cannot end: Dojo does not say how its payment ended.`,
  });
  await emulator.clearFaults();
  await advance(16 * MINUTE);
  await reconcileOrders();
  expect(await orderWith(order.id)).toMatchObject({ status: "EXPIRED", checkAt: null });
  expect(await stuckAlert(order.id)).toBeNull();
});

test("a payment that Dojo does not know bars the basket no longer than it could be paid", async () => {
  const { shopper, order } = await openOrder();
  const intentId = `pi_of_another_account_${order.number}`;
  await db().paymentAttempt.updateMany({ where: { orderId: order.id }, data: { intentId } });
  await putInBasket(shopper, { bowl: 1 });
  const barred = { kind: "problem", problem: "earlier-payment" };
  expect(await pressPay(shopper)).toEqual(barred);
  expect(await cancelOrder(shopper.id, order.number)).toBe("unreachable");
  await advance(39 * MINUTE);
  await reconcileOrders();
  expect(await pressPay(shopper)).toEqual(barred);
  expect((await orderWith(order.id)).status).toBe("CANCELLING");
  await advance(2 * MINUTE);
  await reconcileOrders();
  expect(await orderWith(order.id)).toMatchObject({
    status: "CANCELLED",
    checkAt: null,
    attempts: [{ state: "NOT_CREATED", sealedLink: null, intentId }],
  });
  const alerts = await db().alert.findMany({ where: { kind: "intent-gone", clearedAt: null } });
  expect(alerts).toMatchObject([{ subject: intentId }]);
  expect((await pressPay(shopper)).kind).toBe("link");
});

test("a payment that Dojo did not know and that was paid after all is for a person", async () => {
  const { intentId, order } = await openOrder();
  await emulator.pay({ paymentIntentId: intentId });
  const unknown = { kind: "status", status: 404, times: 500 };
  await emulator.faults([
    { ...unknown, operation: "PaymentIntents_Get" },
    { ...unknown, operation: "PaymentIntents_Delete" },
  ]);
  for (const minutes of [41, 1]) {
    await advance(minutes * MINUTE);
    await reconcileOrders();
  }
  expect((await orderWith(order.id)).status).toBe("EXPIRED");
  await emulator.clearFaults();
  await settleIntent(intentId);
  expect(await orderWith(order.id)).toMatchObject({
    status: "REVIEW",
    reviewReason: "captured after the order had ended",
  });
});
