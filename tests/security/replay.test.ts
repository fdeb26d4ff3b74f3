import { describe, expect, test, vi } from "vitest";
import { emulatorControl } from "../setup/emulator-control";
import { shopLog } from "./support/log";
import { buy, type Ordered, signUp } from "./support/people";
import { query } from "./support/query";
import { deliver, eventAbout, outcomeOf } from "./support/webhooks";

const emulator = emulatorControl();
const YEAR_MS = 365 * 24 * 60 * 60_000;

async function factsOf({ id }: Ordered) {
  const [order] = await query<{ status: string }>(`SELECT * FROM "Order" WHERE id = $1`, [id]);
  // `settledAt` says when Dojo was last asked, which a replay does cause.
  const attempts = await query(
    `SELECT to_jsonb(a) - 'settledAt' AS attempt FROM "PaymentAttempt" a WHERE "orderId" = $1`,
    [id],
  );
  const events = await query(`SELECT * FROM "OrderEvent" WHERE "orderId" = $1 ORDER BY id`, [id]);
  return { order, attempts, events };
}

/** The GETs of this payment that one delivery causes. */
async function readsOf({ intentId }: Ordered, body: string, eventId: string): Promise<number> {
  const calls = await emulator.callsDuring(async () => {
    expect((await deliver(body)).status).toBe(200);
    await outcomeOf(eventId);
  });
  return calls.filter(
    ({ operationId, path }) => operationId === "PaymentIntents_Get" && path.includes(intentId),
  ).length;
}

describe("44. A replay is harmless: the state comes from Dojo, each event counts once, and an old one is told, causes one look and no change", () => {
  test("a year-old Captured after Refunded, and then the same once more", async () => {
    const order = await buy(await signUp());
    const [{ total } = { total: 0 }] = await query<{ total: number }>(
      `SELECT "totalMinor" AS total FROM "Order" WHERE id = $1`,
      [order.id],
    );
    await emulator.portalRefund({ paymentIntentId: order.intentId, amount: total });
    await vi.waitFor(async () => expect((await factsOf(order)).order?.status).toBe("REFUNDED"), 20_000);
    const outbox = `SELECT 1 FROM "Outbox" WHERE "orderId" = $1 AND state IN ('WAITING', 'SENDING')`;
    await vi.waitFor(async () => expect(await query(outbox, [order.id])).toEqual([]), 20_000);
    const before = await factsOf(order);

    const event = eventAbout(order.intentId, { createdAt: new Date(Date.now() - YEAR_MS).toISOString() });
    const body = JSON.stringify(event);
    expect(await readsOf(order, body, event.id)).toBe(1);
    expect(await factsOf(order)).toEqual(before);
    expect(await readsOf(order, body, event.id)).toBe(0);
    expect(await factsOf(order)).toEqual(before);
    expect(await query(`SELECT id FROM "WebhookEvent" WHERE id = $1`, [event.id])).toHaveLength(1);
    const told = shopLog().filter((line) => line.includes("an old event was delivered"));
    expect(told.filter((line) => line.includes(event.id))).toHaveLength(2);
  });

  test("an event of before that says Refunded, or Canceled, unpays nothing", async () => {
    const order = await buy(await signUp());
    for (const paymentStatus of ["Refunded", "Canceled", "Created", "Reversed"]) {
      const data = { paymentIntentId: order.intentId, paymentStatus, captureMode: "Auto" };
      const event = eventAbout(order.intentId, { data });
      expect((await deliver(JSON.stringify(event))).status).toBe(200);
      expect(await outcomeOf(event.id)).toBe("PAID");
    }
    expect((await factsOf(order)).order?.status).toBe("PAID");
  });
});
