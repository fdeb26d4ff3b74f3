import { afterAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { callDojo } from "../setup/call-dojo";
import { mapInParallel } from "../setup/map-in-parallel";
import { openGround } from "./support/ground";
import { advanceClocks } from "./support/time";

// Alone on the machine, because it is about time.
const ground = await openGround("scale");
afterAll(ground.close);

const SETTLED = 100_000;
const OPEN = 1_000;
const LIMIT_MS = 10_000;

/** Made at Dojo as the shop makes them, a few at a time. */
async function makeIntents(): Promise<string[]> {
  const { DOJO_API_URL: url, DOJO_API_KEY: key } = ground.env;
  const numbers = Array.from({ length: OPEN }, (_, n) => n);
  return mapInParallel(numbers, 20, async (n) => {
    const intent = { amount: { value: 1_000, currencyCode: "GBP" }, reference: `open-${n}` };
    const { id } = await callDojo("POST", "/payment-intents", intent, { url, key });
    if (n % 2 === 0) await ground.emulator.pay({ paymentIntentId: id });
    return id;
  });
}

async function insertOrders(intentIds: string[]): Promise<void> {
  const order = `(id, status, currency, "subtotalMinor", "deliveryMinor", "totalMinor", "clickToken", "expiresAt", "checkAt")`;
  await db().$executeRawUnsafe(`
    INSERT INTO "Order" ${order}
    SELECT 'settled-' || n, 'PAID', 'GBP', 1000, 0, 1000, 'settled-' || n, shop_now() - interval '1 day', NULL
    FROM generate_series(1, ${SETTLED}) n`);
  await db().$executeRawUnsafe(`
    INSERT INTO "PaymentAttempt" (id, "orderId", ordinal, reference, state, "leaseUntil", "intentId")
    SELECT 'settled-' || n, 'settled-' || n, 1, 'settled-' || n, 'CAPTURED', now(), 'pi_settled_' || n
    FROM generate_series(1, ${SETTLED}) n`);
  await db().$executeRawUnsafe(
    `WITH asked AS (SELECT id, n - 1 AS n FROM unnest($1::text[]) WITH ORDINALITY AS t (id, n)),
      made AS (
        INSERT INTO "Order" ${order}
        SELECT 'open-' || n, 'AWAITING_PAYMENT', 'GBP', 1000, 0, 1000, 'open-' || n, shop_now() + interval '25 minutes', shop_now()
        FROM asked)
    INSERT INTO "PaymentAttempt" (id, "orderId", ordinal, reference, state, "leaseUntil", "intentId")
    SELECT 'open-' || n, 'open-' || n, 1, 'open-' || n, 'OPEN', now(), id FROM asked`,
    intentIds,
  );
  await db().$executeRaw`ANALYZE`;
}

test(`${OPEN} open orders among ${SETTLED} settled ones are reconciled in ${LIMIT_MS / 1_000} s, and only they`, async () => {
  await insertOrders(await makeIntents());
  const [{ mark }] = (await db().$queryRaw`SELECT pg_current_xact_id()::text AS mark`) as [{ mark: string }];
  await advanceClocks(ground, 5_000);
  const before = performance.now();
  expect(await reconcileOrders()).toBe(OPEN);
  const tookMs = performance.now() - before;
  console.info(`reconcile: ${OPEN} open of ${OPEN + SETTLED} orders in ${Math.round(tookMs)} ms`);
  expect(tookMs).toBeLessThan(LIMIT_MS);
  const changed = await db().$queryRaw<{ status: string; count: bigint }[]>`
    SELECT status::text AS status, count(*) FROM "Order" WHERE xmin::text::bigint > ${mark}::bigint GROUP BY 1 ORDER BY 1`;
  expect(changed).toEqual([
    { status: "AWAITING_PAYMENT", count: BigInt(OPEN / 2) },
    { status: "PAID", count: BigInt(OPEN / 2) },
  ]);
  expect(await reconcileOrders()).toBe(0);
}, 90_000);
