import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import { attemptTimes } from "@/lib/checkout/attempt-times";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { cancelPaymentIntent } from "@/lib/dojo/payment-intents";
import { env } from "@/lib/env";
import { compareWithDojo } from "@/lib/reconcile/compare-with-dojo";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { requestRefund } from "@/lib/refunds/request-refund";
import { sendRefund, workRefunds } from "@/lib/refunds/send-refund";
import { owner } from "../setup/owner";
import {
  advance,
  emulator,
  newShopper,
  openAlerts,
  openOrder,
  openShop,
  orderOf,
  pressPay,
  putInBasket,
} from "./support";

const usual = { ...attemptTimes };
beforeAll(openShop);
beforeEach(async () => {
  await emulator.reset();
  await owner().$executeRaw`TRUNCATE "ClockOffset", "PaymentAttempt", "Alert", "DojoCustomer" CASCADE`;
});
afterEach(async () => {
  Object.assign(attemptTimes, usual);
  Object.assign(env(), { DOJO_ACCOUNT_ID: undefined });
  await emulator.clearFaults();
});

const MINUTE = 60_000;

async function failedRefund(amountMinor: number) {
  const { order, intentId } = await openOrder();
  await emulator.pay({ paymentIntentId: intentId });
  await settleIntent(intentId);
  await emulator.faults([{ operation: "Refunds_Create", kind: "refundRefused", times: 3 }]);
  const asked = await requestRefund({ orderId: order.id, amountMinor, requestKey: "first" });
  if (asked.kind !== "requested") throw new Error(asked.kind);
  for (let round = 0; round < 3; round += 1) {
    await workRefunds();
    await advance(10_000);
  }
  expect(await openAlerts("refund-failed")).toEqual([asked.refundId]);
  return { order, intentId, refundId: asked.refundId };
}

describe("that a refund failed", () => {
  test("is over when the money went back in Dojo's portal, all of it", async () => {
    const { order, intentId, refundId } = await failedRefund(500);
    await emulator.portalRefund({ paymentIntentId: intentId, amount: 500 });
    await settleIntent(intentId);
    expect(await openAlerts("refund-failed")).toEqual([refundId]);
    await emulator.portalRefund({ paymentIntentId: intentId, amount: order.totalMinor - 500 });
    await settleIntent(intentId);
    expect(await openAlerts("refund-failed")).toEqual([]);
  });

  test("is over when another refund gave it back", async () => {
    const { order } = await failedRefund(500);
    const again = await requestRefund({ orderId: order.id, requestKey: "second" });
    expect(await sendRefund(again.kind === "requested" ? again.refundId : "")).toBe("DONE");
    expect(await openAlerts("refund-failed")).toEqual([]);
  });

  test("is nobody's trouble when nothing was left to give back", async () => {
    const { order, intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    const asked = await requestRefund({ orderId: order.id, requestKey: "first" });
    await emulator.portalRefund({ paymentIntentId: intentId, amount: order.totalMinor });
    expect(await sendRefund(asked.kind === "requested" ? asked.refundId : "")).toBe("FAILED");
    expect(await db().alert.count({ where: { kind: "refund-failed" } })).toBe(1);
    expect(await openAlerts("refund-failed")).toEqual([]);
  });
});

describe("that an outcome stays unknown", () => {
  test("is over when an event tells of the payment before the reconciler finds it", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([
      { operation: "PaymentIntents_CreatePaymentIntent", kind: "status", status: 500, phase: "after" },
      {
        operation: "PaymentIntents_Search",
        kind: "status",
        status: 500,
        times: 100,
        probability: 1,
        seed: 1,
      },
    ]);
    await pressPay(shopper);
    const { attempts } = await db().order.findFirstOrThrow({
      where: { userId: shopper.id },
      include: { attempts: true },
    });
    await advance(16 * MINUTE);
    await reconcileOrders();
    expect(await openAlerts("attempt-unknown")).toEqual([attempts[0]?.id]);
    const [intent] = (await emulator.state()).paymentIntents;
    await settleIntent(intent?.id ?? "");
    expect(await openAlerts("attempt-unknown")).toEqual([]);
  });
});

describe("a payment that no order here knew", () => {
  test("is no orphan any more once an order has it", async () => {
    const { intentId } = await openOrder();
    await raiseAlert("event-orphan", intentId, "nobody knows it");
    await raiseAlert("event-orphan", "pi_other", "nobody knows that one either");
    await settleIntent(intentId);
    expect(await openAlerts("event-orphan")).toEqual(["pi_other"]);
  });

  test("is neither orphan nor difference when it is cancelled at Dojo: it holds nothing", async () => {
    const { intentId } = await openOrder();
    const { id } = await orderOf(intentId);
    await db().$executeRaw`DELETE FROM "PaymentAttempt" WHERE "orderId" = ${id}`;
    await raiseAlert("event-orphan", intentId, "nobody knows it");
    await advance(3 * MINUTE);
    expect((await compareWithDojo(2)).differences).toBe(1);
    expect(await openAlerts("reconciliation-break")).toEqual([intentId]);
    await cancelPaymentIntent(intentId);
    expect((await compareWithDojo(2)).differences).toBe(0);
    expect(await openAlerts("reconciliation-break")).toEqual([]);
    expect(await openAlerts("event-orphan")).toEqual([]);
  });
});

describe("a difference between Dojo and us", () => {
  test("is over when a later comparison finds none", async () => {
    const { order, intentId } = await openOrder();
    const away = `pi_sandbox_${"x".repeat(22)}`;
    const where = { orderId: order.id };
    await db().paymentAttempt.updateMany({ where, data: { intentId: away, reference: "elsewhere" } });
    await advance(3 * MINUTE);
    await compareWithDojo(2);
    expect(await openAlerts("reconciliation-break")).toEqual([away, intentId].toSorted());
    await db().paymentAttempt.updateMany({ where, data: { intentId, reference: `${order.number}-1` } });
    await compareWithDojo(2);
    // Of the other one nobody will ever hear again: a person has to say that it is over.
    expect(await openAlerts("reconciliation-break")).toEqual([away]);
  });

  test("is over when Dojo knows the payment after all, though its search does not show it", async () => {
    const { intentId } = await openOrder();
    await raiseAlert("reconciliation-break", intentId, "Dojo does not know it");
    await advance(3 * MINUTE);
    await emulator.faults([{ operation: "PaymentIntents_Search", kind: "lag", delayMs: 3_600_000 }]);
    await compareWithDojo(2);
    expect(await openAlerts("reconciliation-break")).toEqual([]);
  });
});

describe("that Dojo made something else than was asked for", () => {
  test.each(["wrongAmount", "wrongReference"])("(%s) is over when it is cancelled", async (kind) => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([
      { operation: "PaymentIntents_CreatePaymentIntent", kind, phase: "after" },
      { operation: "PaymentIntents_Delete", kind: "status", status: 503 },
    ]);
    await pressPay(shopper);
    expect(await openAlerts("intent-wrong")).toHaveLength(1);
    const [intent] = (await emulator.state()).paymentIntents;
    await cancelPaymentIntent(intent?.id ?? "");
    await advance(MINUTE);
    await reconcileOrders();
    await compareWithDojo(2);
    expect(await openAlerts("intent-wrong")).toEqual([]);
  });
});

test("that another account sends events is over when its id is our own setting", async () => {
  Object.assign(env(), { DOJO_ACCOUNT_ID: "acc_ours" });
  const event = { event: "payment_intent.status_updated", body: "{}" };
  for (const accountId of ["acc_theirs", "acc_others"])
    await db().webhookEvent.create({ data: { id: `evt_${accountId}`, accountId, ...event } });
  await processWebhookEvents();
  expect(await openAlerts("event-foreign")).toEqual(["acc_others", "acc_theirs"]);
  await compareWithDojo(1);
  expect(await openAlerts("event-foreign")).toEqual(["acc_others", "acc_theirs"]);
  Object.assign(env(), { DOJO_ACCOUNT_ID: "acc_theirs" });
  await compareWithDojo(1);
  expect(await openAlerts("event-foreign")).toEqual(["acc_others"]);
});
