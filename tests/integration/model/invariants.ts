import { expect } from "vitest";
import { db } from "@/lib/db/client";
import { emulator } from "../support";
import { intentsAtDojo, type Model, takenFor, truthOf } from "./world";

const WAITING = ["AWAITING_PAYMENT", "CANCELLING"];
const PAID = ["PAID", "PARTLY_REFUNDED", "REFUNDED"];
const ENDED = ["CANCELLED", "EXPIRED"];

/** At any moment: what the shop says is true or not known yet, and one link can be paid. */
export async function checkNow(model: Model): Promise<void> {
  const orders = await ordersOf(model);
  for (const [at, order] of orders.entries()) {
    const truth = truthOf(model.orders[at] ?? { id: "", quantity: 0, totalMinor: 0, intents: [] });
    const allowed = truth ? [...WAITING, ...PAID.slice(0, PAID.indexOf(truth) + 1)] : [...WAITING, ...ENDED];
    expect(allowed, `order ${order.number}`).toContain(order.status);
    expect(
      order.attempts.filter(({ state }) => ["SENDING", "UNKNOWN", "OPEN"].includes(state)).length,
    ).toBeLessThan(2);
  }
  const payable = (await intentsAtDojo(model)).flat().filter(({ status }) => status === "Created");
  expect(payable.length, "links that can be paid").toBeLessThan(2);
}

/** Once everything is told and all time is over: I1, I2, I4, I10 to I12 over the database and Dojo. */
export async function checkAtRest(model: Model): Promise<void> {
  const [orders, atDojo] = [await ordersOf(model), await intentsAtDojo(model)];
  const { refunds } = await emulator.state();
  for (const [at, order] of orders.entries()) {
    const known = model.orders[at];
    const paid = known && takenFor(known);
    const truth = known && truthOf(known);
    if (truth) expect(order.status).toBe(truth);
    else expect(ENDED).toContain(order.status);
    const counted = order.attempts.find(({ id }) => id === order.paidAttemptId);
    expect(counted?.intentId ?? undefined).toBe(paid?.id);
    for (const intent of atDojo[at] ?? []) {
      const attempt = order.attempts.find(({ intentId }) => intentId === intent.id);
      const isPaid = intent.id === paid?.id;
      expect(intent.status).toBe(!isPaid ? "Canceled" : truth === "REFUNDED" ? "Refunded" : "Captured");
      expect(intent.refundedAmount).toBe(isPaid ? paid.refunded : 0);
      expect(attempt?.refundedMinor).toBe(intent.refundedAmount);
      const done = order.refunds.filter(({ attemptId }) => attemptId === attempt?.id);
      const ours = done.filter(({ state }) => state === "DONE");
      expect(new Set(ours.map(({ dojoRefundId }) => dojoRefundId)).size).toBe(ours.length);
      expect(
        refunds.filter(({ paymentIntentId }) => paymentIntentId === intent.id).length,
      ).toBeGreaterThanOrEqual(ours.length);
    }
    const receipts = order.outbox.filter(({ kind }) => kind === "receipt");
    expect(receipts.map(({ state }) => state)).toEqual(paid ? ["DONE"] : []);
    expect(order.checkAt).toBeNull();
  }
}

async function ordersOf({ orders }: Model) {
  const found = await db().order.findMany({
    where: { id: { in: orders.map(({ id }) => id) } },
    include: { attempts: true, refunds: true, outbox: true },
  });
  return orders.map(({ id }) => {
    const order = found.find((row) => row.id === id);
    if (!order) throw new Error(`order ${id} is gone`);
    return order;
  });
}
