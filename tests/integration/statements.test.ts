import pg from "pg";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { applySnapshot } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { fetchPaymentIntent } from "@/lib/dojo/payment-intents";
import { paymentsBetween } from "@/lib/reconcile/find-missing";
import { emulator, openOrder, openShop } from "./support";

beforeAll(openShop);
afterEach(() => vi.restoreAllMocks());

/** What goes over the wire to PostgreSQL meanwhile, each statement by its first words. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const query = vi.spyOn(pg.Client.prototype, "query");
  await work();
  return query.mock.calls.map(([asked]) => {
    const text = typeof asked === "string" ? asked : (asked as { text: string }).text;
    return text.trim().split(/\s+/).slice(0, 3).join(" ");
  });
}

test("settling costs two statements beyond the lock, also when it sells the goods", async () => {
  const { intentId } = await openOrder({ mug: 2, bowl: 1 });
  await emulator.pay({ paymentIntentId: intentId });
  const intent = await fetchPaymentIntent(intentId);
  const lockReadWrite = [
    "BEGIN",
    "SELECT id, number,",
    "SELECT attempt.id, ordinal,",
    "WITH told AS",
    "COMMIT",
  ];
  const paying = await statementsOf(() => applySnapshot(intent));
  expect(paying.slice(0, 5)).toEqual(lockReadWrite);
  // What the shopper ticked at the checkout is looked for once the order is paid.
  expect(paying.slice(5)).toEqual(["WITH next AS"]);
  vi.restoreAllMocks();
  expect(await statementsOf(() => applySnapshot(intent))).toEqual(lockReadWrite);
});

type Plan = { "Node Type": string; "Index Name"?: string; "Relation Name"?: string; Plans?: Plan[] };

function scansIn({ Plans = [], ...node }: Plan): string[] {
  const own = /Scan/.test(node["Node Type"])
    ? [`${node["Node Type"]} ${node["Index Name"] ?? node["Relation Name"]}`]
    : [];
  return [...own, ...Plans.flatMap(scansIn)];
}

test("the reconciler's list of due orders holds open orders only, however many are settled", async () => {
  await db().$executeRaw`
    INSERT INTO "Order" (id, status, currency, "subtotalMinor", "deliveryMinor", "totalMinor", "clickToken", "expiresAt", "checkAt")
    SELECT 'settled' || n, 'PAID', 'GBP', 1000, 0, 1000, 'click' || n, shop_now() - interval '1 day', NULL FROM generate_series(1, 20000) n`;
  await db().$executeRaw`ANALYZE "Order"`;
  const [row] = await db().$queryRaw<{ "QUERY PLAN": { Plan: Plan }[] }[]>`
    EXPLAIN (FORMAT JSON) SELECT id FROM "Order" WHERE "checkAt" <= shop_now() ORDER BY "checkAt" LIMIT 200 FOR UPDATE SKIP LOCKED`;
  expect(row?.["QUERY PLAN"].flatMap(({ Plan }) => scansIn(Plan))).toEqual(["Index Scan Order_due"]);
});

test("the comparison reads the days it compares and no others, however many payments there are", async () => {
  await db().$executeRaw`
    INSERT INTO "PaymentAttempt" (id, "orderId", ordinal, reference, state, "leaseUntil", "intentId", "createdAt")
    SELECT 'paid' || n, 'settled' || n, 1, 'paid' || n, (CASE WHEN n % 5 = 0 THEN 'REFUNDED' ELSE 'CAPTURED' END)::"AttemptState",
      now(), 'pi_paid' || n, shop_now() - n * interval '1 hour' FROM generate_series(1, 20000) n`;
  await db().$executeRaw`ANALYZE "PaymentAttempt"`;
  const now = new Date();
  const since = new Date(now.getTime() - 2 * 24 * 60 * 60_000);
  const [row] = await db().$queryRaw<{ "QUERY PLAN": { Plan: Plan }[] }[]>`
    EXPLAIN (FORMAT JSON) ${paymentsBetween(since, now)}`;
  const scans = row?.["QUERY PLAN"].flatMap(({ Plan }) => scansIn(Plan)) ?? [];
  expect(scans.join()).toContain("Index Scan PaymentAttempt_compared");
  expect(scans.join()).not.toContain("Seq Scan");
});
