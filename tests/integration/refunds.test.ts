import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { takeRefund, writeJudgement } from "@/lib/refunds/refund-rows";
import { requestRefund } from "@/lib/refunds/request-refund";
import { sendRefund, workRefunds } from "@/lib/refunds/send-refund";
import { advance, emulator, openOrder, openShop, paidOrder } from "./support";

beforeAll(openShop);
afterEach(() => emulator.clearFaults());

const lost = { operation: "Refunds_Create", kind: "reset", phase: "after" };

async function ask(orderId: string, amountMinor?: number, requestKey = `test-${Math.random()}`) {
  const asked = await requestRefund({ orderId, amountMinor, requestKey });
  if (asked.kind !== "requested") throw new Error(JSON.stringify(asked));
  return asked;
}

async function atDojo(intentId: string) {
  const { paymentIntents, refunds } = await emulator.state();
  const intent = paymentIntents.find(({ id }) => id === intentId);
  return { intent, refunds: refunds.filter(({ paymentIntentId }) => paymentIntentId === intentId) };
}

const statusOf = async (id: string) => (await db().order.findUniqueOrThrow({ where: { id } })).status;

describe("a refund", () => {
  test("asks for no more than Dojo has, though one wrong reading had said more", async () => {
    const { order, intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "wrongAmount" }]);
    expect(await settleIntent(intentId)).toBe("REVIEW");
    expect(await settleIntent(intentId)).toBe("REVIEW");
    const all = await ask(order.id);
    expect(all.amountMinor).toBe(order.totalMinor);
    expect(await sendRefund(all.refundId)).toBe("DONE");
    expect((await atDojo(intentId)).intent).toMatchObject({ refundedAmount: order.totalMinor });
  });

  test("of a part, then of the rest, ends as refunded here and at Dojo", async () => {
    const { order, intentId } = await paidOrder();
    const part = await ask(order.id, 500);
    expect(await sendRefund(part.refundId)).toBe("DONE");
    expect(await statusOf(order.id)).toBe("PARTLY_REFUNDED");
    const rest = await ask(order.id);
    expect(rest.amountMinor).toBe(order.totalMinor - 500);
    expect(await sendRefund(rest.refundId)).toBe("DONE");
    expect(await statusOf(order.id)).toBe("REFUNDED");
    expect((await atDojo(intentId)).intent).toMatchObject({
      refundedAmount: order.totalMinor,
      status: "Refunded",
    });
  });

  test("whose answer is lost five times is made once", async () => {
    const { order, intentId } = await paidOrder();
    await emulator.faults([{ ...lost, times: 5 }]);
    const { refundId } = await ask(order.id, 700);
    for (let round = 0; round < 5; round += 1) {
      await workRefunds();
      await advance(6 * 60_000);
    }
    expect(await db().refund.findUniqueOrThrow({ where: { id: refundId } })).toMatchObject({ state: "DONE" });
    const { intent, refunds } = await atDojo(intentId);
    expect(intent?.refundedAmount).toBe(700);
    expect(refunds).toHaveLength(1);
    const journal = (await emulator.journal()).filter(
      ({ operationId, path }) => operationId === "Refunds_Create" && path.includes(intentId),
    );
    expect(journal.length).toBeGreaterThanOrEqual(6);
  });

  test("asked for twice with the same key is one, with another amount is refused", async () => {
    const { order } = await paidOrder();
    const first = await ask(order.id, 300, "same");
    expect(await ask(order.id, 300, "same")).toEqual(first);
    expect(await requestRefund({ orderId: order.id, amountMinor: 301, requestKey: "same" })).toEqual({
      kind: "key-reused",
    });
  });

  test("waits for the one before it, and never goes beyond what is left", async () => {
    const { order } = await paidOrder();
    const { refundId } = await ask(order.id, 300);
    expect(await requestRefund({ orderId: order.id, requestKey: "next" })).toEqual({ kind: "under-way" });
    await sendRefund(refundId);
    const leftMinor = order.totalMinor - 300;
    expect(
      await requestRefund({ orderId: order.id, amountMinor: leftMinor + 1, requestKey: "more" }),
    ).toEqual({
      kind: "too-much",
      leftMinor,
    });
  });

  test("pressed twenty times at once is one of twenty", async () => {
    const { order, intentId } = await paidOrder();
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        requestRefund({ orderId: order.id, amountMinor: 100, requestKey: `press-${at}` }),
      ),
    );
    expect(asked.filter(({ kind }) => kind === "requested")).toHaveLength(1);
    await Promise.all(Array.from({ length: 5 }, () => workRefunds()));
    expect((await atDojo(intentId)).intent?.refundedAmount).toBe(100);
  });

  test.each([400, 409])(
    "whose first send happened unheard, and whose second is answered %i, is no failure and made once",
    async (status) => {
      const { order, intentId } = await paidOrder();
      await emulator.faults([lost, { operation: "Refunds_Create", kind: "status", status, nth: 2 }]);
      const { refundId } = await ask(order.id, 600);
      expect(await sendRefund(refundId)).toBe("SENT");
      expect((await atDojo(intentId)).intent?.refundedAmount).toBe(600);
      expect(await emulator.callsDuring(() => sendRefund(refundId))).toEqual([]);
      await advance(1_000);
      expect(await sendRefund(refundId)).toBe("DONE");
      expect((await atDojo(intentId)).refunds).toHaveLength(1);
    },
  );

  test.each([400, 409])(
    "that Dojo answers %i for ever is told within seconds, not asked for ever",
    async (status) => {
      const { order } = await paidOrder();
      await emulator.faults([{ operation: "Refunds_Create", kind: "status", status, times: 50 }]);
      const { refundId } = await ask(order.id);
      for (let round = 0; round < 3; round += 1) {
        await workRefunds();
        await advance(5_000);
      }
      expect((await db().refund.findUniqueOrThrow({ where: { id: refundId } })).state).toBe("FAILED");
    },
  );

  test("that Dojo refuses three times is told, once, and not tried again; what it did not say does not count", async () => {
    const { order, intentId } = await paidOrder();
    const refuses = { operation: "Refunds_Create", kind: "refundRefused" };
    await emulator.faults([
      ...[1, 5, 6].map((nth) => ({ ...refuses, nth })),
      { operation: "Refunds_Create", kind: "status", status: 503, times: 3 },
    ]);
    const { refundId } = await ask(order.id);
    for (const state of ["SENT", "SENT", "SENT", "FAILED"]) {
      expect(await sendRefund(refundId)).toBe(state);
      await advance(5_000);
    }
    await advance(60 * 60_000);
    await workRefunds();
    const refund = await db().refund.findUniqueOrThrow({ where: { id: refundId } });
    expect(refund).toMatchObject({ state: "FAILED", tries: 4, failure: "Dojo refused it (400)." });
    const { detail } = await db().alert.findFirstOrThrow({ where: { subject: refundId } });
    expect(detail).toMatch(new RegExp(`^£.* of order ${order.number}: Dojo refused it`));
    const told = await db().orderEvent.findMany({ where: { which: refundId }, orderBy: { id: "asc" } });
    expect(told.map(({ to }) => to)).toEqual(["REQUESTED", "SENT", "REFUSED", "REFUSED", "FAILED"]);
    expect(await statusOf(order.id)).toBe("PAID");
    expect((await atDojo(intentId)).refunds).toHaveLength(0);
    expect(
      await db().alert.count({ where: { kind: "refund-failed", subject: refundId, clearedAt: null } }),
    ).toBe(1);
  });

  test("overtaken by one in Dojo's portal does not give back more than was taken", async () => {
    const { order, intentId } = await paidOrder();
    const { refundId } = await ask(order.id);
    await emulator.portalRefund({ paymentIntentId: intentId, amount: 400 });
    expect(await sendRefund(refundId)).toBe("FAILED");
    expect((await atDojo(intentId)).intent?.refundedAmount).toBe(400);
    expect(await statusOf(order.id)).toBe("PARTLY_REFUNDED");
  });

  test("that never arrived, and is refused because the portal was faster, is not taken for done", async () => {
    const { order, intentId } = await paidOrder();
    const { refundId } = await ask(order.id, 1_000);
    await emulator.faults([{ ...lost, phase: "before", times: 3 }]);
    expect(await sendRefund(refundId)).toBe("SENT");
    await emulator.portalRefund({ paymentIntentId: intentId, amount: 1_500 });
    for (const state of ["SENT", "SENT", "FAILED"]) {
      await advance(60_000);
      expect(await sendRefund(refundId)).toBe(state);
    }
    expect((await atDojo(intentId)).intent?.refundedAmount).toBe(1_500);
    expect(await db().refund.findUniqueOrThrow({ where: { id: refundId } })).toMatchObject({
      failure: "Dojo refused it (400). As much was given back since: look before asking again.",
    });
  });

  test("that was not made leaves its order on the reconciler's list, should the process die there", async () => {
    const { order } = await paidOrder();
    const { refundId } = await ask(order.id, 300);
    const taken = await takeRefund(refundId, 0);
    if (!taken) throw new Error("somebody else has it");
    expect(await writeJudgement(taken, { state: "FAILED", failure: "refused" }, null)).toBe(true);
    const open = { kind: "refund-failed", subject: refundId, clearedAt: null };
    expect(await db().alert.count({ where: open })).toBe(1);
    expect((await db().order.findUniqueOrThrow({ where: { id: order.id } })).checkAt).not.toBeNull();
    await reconcileOrders();
    expect(await db().order.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({
      ...{ status: "PAID", checkAt: null },
    });
  });

  test("that another process has concluded meanwhile is said to be what it is", async () => {
    const { order } = await paidOrder();
    const { refundId } = await ask(order.id, 300);
    await emulator.faults([{ operation: "Refunds_Create", kind: "delay", delayMs: 700 }]);
    const slow = sendRefund(refundId);
    const where = { id: refundId };
    await vi.waitUntil(async () => (await db().refund.findUniqueOrThrow({ where })).tries === 1);
    await db().refund.update({ where, data: { state: "FAILED", tries: 2 } });
    expect(await slow).toBe("FAILED");
  });

  test("of which Dojo does not say what came is alerted after a quarter of an hour, until it does", async () => {
    const { order } = await paidOrder();
    const { refundId } = await ask(order.id, 250);
    const open = { kind: "refund-failed", subject: refundId, clearedAt: null };
    await emulator.faults([{ operation: "Refunds_Create", kind: "status", status: 503, times: 12 }]);
    expect(await sendRefund(refundId)).toBe("SENT");
    await advance(14 * 60_000);
    expect(await sendRefund(refundId)).toBe("SENT");
    expect(await db().alert.count({ where: open })).toBe(0);
    await advance(2 * 60_000);
    expect(await sendRefund(refundId)).toBe("SENT");
    expect(await db().alert.count({ where: open })).toBe(1);
    await emulator.clearFaults();
    await advance(6 * 60_000);
    expect(await sendRefund(refundId)).toBe("DONE");
    expect(await db().alert.count({ where: open })).toBe(0);
  });

  test("keeps its key while Dojo is away, and is in the timeline from asking to done", async () => {
    const { order } = await paidOrder();
    const { refundId } = await ask(order.id, 200);
    await emulator.faults([{ operation: "Refunds_Create", kind: "status", status: 503, times: 9 }]);
    for (let round = 0; round < 5; round += 1) {
      await workRefunds();
      await advance(6 * 60_000);
    }
    await workRefunds();
    const events = await db().orderEvent.findMany({
      where: { orderId: order.id, subject: "refund" },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ to }) => to)).toEqual(["REQUESTED", "SENT", "DONE"]);
    expect(events.every(({ which }) => which === refundId)).toBe(true);
  });

  test("waits without holding up others while Dojo cannot show the payment, and says so when that lasts", async () => {
    const { order, intentId } = await paidOrder();
    const { refundId } = await ask(order.id, 150);
    const silent = {
      operation: "PaymentIntents_Get",
      kind: "status",
      status: 503,
      probability: 1,
      times: 99,
      seed: 1,
    };
    await emulator.faults([silent]);
    await workRefunds();
    expect(await emulator.callsDuring(() => workRefunds())).toEqual([]);
    await advance(16 * 60_000);
    await workRefunds();
    const open = { kind: "refund-failed", subject: refundId, clearedAt: null };
    expect(await db().alert.count({ where: open })).toBe(1);
    await emulator.clearFaults();
    await advance(60_000);
    await workRefunds();
    expect((await atDojo(intentId)).intent?.refundedAmount).toBe(150);
    expect(await db().alert.count({ where: open })).toBe(0);
  });
});
