import { afterAll, beforeAll, expect, test } from "vitest";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { receiveWebhook } from "@/lib/checkout/receive-webhook";
import { db } from "@/lib/db/client";
import { inParallel } from "@/lib/in-parallel";
import { compareWithDojo } from "@/lib/reconcile/compare-with-dojo";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { callDojo } from "../setup/call-dojo";
import { mapInParallel } from "../setup/map-in-parallel";
import { Random } from "../setup/random";
import { receiveWebhooks } from "../setup/receive-webhooks";
import { advance, emulator, openShop } from "./support";

/** `npm run test:chaos -- events` asks for ten thousand. */
const EVENTS = Number(process.env.EVENTS ?? 1_000);
const DROPPED = 0.2;
const seed = Number(process.env.EVENTS_SEED ?? 20_261_123);

/** What Dojo sends is kept here first, to be delivered as badly as it can be. */
const sent: Request[] = [];
let stop: () => Promise<void>;
beforeAll(async () => {
  await openShop();
  stop = await receiveWebhooks(async (request) => {
    sent.push(request);
    return new Response(null, { status: 200 });
  });
});
afterAll(() => stop());

const idOf = (n: number) => `order-${n}`.padEnd(22, "_");

/** One order's life at Dojo, each with at least one event. */
async function live(n: number, random: Random): Promise<string> {
  const { id } = await callDojo("POST", "/payment-intents", {
    amount: { value: 1_000, currencyCode: "GBP" },
    reference: `ref-${n}`,
    metadata: { orderId: idOf(n), attemptId: idOf(n) },
  });
  const fate = random.next();
  if (fate < 0.15) await callDojo("DELETE", `/payment-intents/${id}`);
  else {
    if (fate < 0.3) await emulator.pay({ paymentIntentId: id, card: "4456530000001013" });
    await emulator.pay({ paymentIntentId: id });
  }
  if (fate > 0.9)
    await callDojo(
      "POST",
      `/payment-intents/${id}/refunds`,
      { amount: 1_000 },
      { headers: { idempotencyKey: `all-${n}` } },
    );
  else if (fate > 0.8) await emulator.portalRefund({ paymentIntentId: id, amount: 250 });
  return id;
}

async function insertOrders(count: number, knownIntents: (string | null)[]): Promise<void> {
  await db().$executeRawUnsafe(
    `WITH asked AS (SELECT rpad('order-' || (n - 1), 22, '_') AS id, n - 1 AS n, intent
        FROM unnest($1::text[]) WITH ORDINALITY AS t (intent, n)),
      made AS (
        INSERT INTO "Order" (id, status, currency, "subtotalMinor", "deliveryMinor", "totalMinor", "clickToken", "expiresAt", "checkAt")
        SELECT id, 'AWAITING_PAYMENT', 'GBP', 1000, 0, 1000, id, shop_now() + interval '25 minutes', shop_now() + interval '2 minutes' FROM asked)
    INSERT INTO "PaymentAttempt" (id, "orderId", ordinal, reference, state, "leaseUntil", "intentId")
    SELECT id, id, 1, 'ref-' || n, (CASE WHEN intent IS NULL THEN 'SENDING' ELSE 'OPEN' END)::"AttemptState", now() + interval '1 hour', intent FROM asked`,
    knownIntents.slice(0, count),
  );
}

const EXPECTED: Record<string, string> = {
  Captured: "PAID",
  Refunded: "REFUNDED",
  Canceled: "AWAITING_PAYMENT",
};

test(
  `${EVENTS} events, each delivered up to three times, shuffled, a fifth of them lost: one pass, and all is as Dojo says`,
  async () => {
    const random = new Random(seed);
    const numbers = Array.from({ length: EVENTS }, (_, n) => n);
    const intents = await mapInParallel(numbers, 8, (n) => live(n, random));
    await expect.poll(() => sent.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(EVENTS);
    // A tenth of the orders has not heard Dojo's answer yet: their events come before we know the intent.
    await insertOrders(
      EVENTS,
      intents.map((id, n) => (n % 10 === 0 ? null : id)),
    );
    await db().$executeRaw`ANALYZE`;

    const kept = sent.filter(() => !random.chance(DROPPED));
    const deliveries = random.shuffled(
      kept.flatMap((request) => Array.from({ length: random.between(1, 3) }, () => request)),
    );
    await inParallel(deliveries, 8, async (request) => {
      expect(await receiveWebhook(request.clone())).toBe(200);
      await processWebhookEvents();
    });

    await advance(3 * 60_000);
    await processWebhookEvents();
    await reconcileOrders();
    await compareWithDojo(1);

    const { paymentIntents } = await emulator.state();
    const rows = await db().$queryRaw<{ id: string; status: string; refunded: number; outbox: bigint }[]>`
    SELECT o.id, o.status::text AS status, a."refundedMinor" AS refunded,
      (SELECT count(*) FROM "Outbox" x WHERE x."orderId" = o.id) AS outbox
    FROM "Order" o JOIN "PaymentAttempt" a ON a."orderId" = o.id WHERE o.id LIKE 'order-%'`;
    const ours = new Map(rows.map((row) => [row.id, row]));
    expect(rows).toHaveLength(EVENTS);
    for (const { status, refundedAmount, metadata } of paymentIntents) {
      const order = ours.get(metadata?.orderId ?? "");
      const partly = status === "Captured" && refundedAmount > 0;
      expect(
        { status: order?.status, refunded: order?.refunded },
        `${order?.id} is ${status} at Dojo`,
      ).toEqual({
        status: partly ? "PARTLY_REFUNDED" : EXPECTED[status],
        refunded: refundedAmount,
      });
    }
    expect(await db().webhookEvent.count({ where: { processedAt: null } })).toBe(0);
    expect(await db().webhookEvent.count()).toBe(new Set(kept.map((request) => request)).size);
    const doubled = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "OrderEvent" WHERE subject = 'order' AND "to" = 'PAID' GROUP BY "orderId" HAVING count(*) > 1`;
    expect(doubled).toEqual([]);
    console.info(
      `events: ${sent.length} sent, ${kept.length} kept, ${deliveries.length} deliveries, seed ${seed}`,
    );
  },
  60_000 + EVENTS * 60,
);
