import "server-only";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import { tellKeyRefused } from "@/lib/alerts/tell-key-refused";
import { cancelAtDojo } from "@/lib/checkout/cancel-at-dojo";
import {
  isOverdue,
  isStuck,
  type PlannedAttempt,
  type PlannedOrder,
  type Step,
  stepsFor,
} from "@/lib/checkout/plan-order";
import { recoverAttempt } from "@/lib/checkout/recover-attempt";
import { settleIntent, settleKnown } from "@/lib/checkout/settle-order";
import { db, isDatabaseBusy } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { inParallel } from "@/lib/in-parallel";
import { log } from "@/lib/log";

const BATCH = 200;
const AT_ONCE = 8;
/**
 * Looks after every order that is due: asks Dojo about open payments, cancels what nobody may pay any more, looks for
 * lost ones, ends what has run out. What is settled is in no list and costs nothing. Returns how many were due.
 */
export async function reconcileOrders(signal?: AbortSignal): Promise<number> {
  for (let total = 0; ; ) {
    const due = await claimDue();
    total += due.length;
    await inParallel(await readOrders(due), AT_ONCE, reconcile, signal);
    if (due.length < BATCH || signal?.aborted) return total;
  }
}

/**
 * Each is one process's for half a minute and comes back by itself, spread out, should that process die or Dojo not
 * answer. Settling says when it is due again.
 */
async function claimDue(): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    UPDATE "Order" SET "checkAt" = shop_now() + (30 + 30 * random()) * interval '1 second'
    WHERE id IN (
      SELECT id FROM "Order" WHERE "checkAt" <= shop_now() ORDER BY "checkAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return rows.map(({ id }) => id);
}

type DueOrder = PlannedOrder & { id: string; number: string; nowMs: number };
type Row = Omit<DueOrder, "attempts"> & { attempts: PlannedAttempt[] | null };

/** As they stand now, whether they are due or not. */
export async function readOrders(ids: readonly string[]): Promise<DueOrder[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT o.id, o.number, o.status::text AS status, (extract(epoch FROM o."expiresAt") * 1000)::float8 AS "expiresMs", (extract(epoch FROM shop_now()) * 1000)::float8 AS "nowMs",
      (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'state', a.state, 'intentId', a."intentId",
          'dojoStatus', a."dojoStatus", 'createdMs', extract(epoch FROM a."createdAt") * 1000,
          'leaseMs', extract(epoch FROM shop_now() + (a."leaseUntil" - now())) * 1000) ORDER BY a.ordinal)
        FROM "PaymentAttempt" a WHERE a."orderId" = o.id) AS attempts
    FROM "Order" o WHERE o.id = ANY(${[...ids]})`;
  return rows.map((row) => ({ ...row, attempts: row.attempts ?? [] }));
}

/** What cannot be asked now does not keep an order from closing when its time is over, nor anybody from hearing of it. */
async function reconcile(order: DueOrder): Promise<void> {
  for (const step of stepsFor(order, order.nowMs))
    await unlessLater(order.id, () => takeStep(step, order.id));
  if (isOverdue(order, order.nowMs)) await unlessLater(order.id, () => closeOverdue(order));
}

async function closeOverdue({ id, number, expiresMs, nowMs }: DueOrder): Promise<void> {
  const status = await settleKnown(id);
  if (!isStuck({ status, expiresMs }, nowMs)) return;
  await raiseAlert("order-stuck", id, `Order ${number} cannot end: Dojo does not say how its payment ended.`);
}

async function unlessLater(orderId: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DojoError) && !isDatabaseBusy(error)) throw error;
    log.warn({ orderId, error: String(error) }, "an order could not be reconciled yet");
    await tellKeyRefused(error);
  }
}

/** False when it is not known yet what came of a lost payment. Throws `DojoError`. */
export async function takeStep(step: Step, orderId: string): Promise<unknown> {
  if (step.kind === "settle") return settleIntent(step.intentId);
  if (step.kind === "cancel") return cancelAtDojo(step.intentId);
  if (step.kind === "recover") return recoverAttempt(step.attemptId);
  return settleKnown(orderId);
}
