import type { News, Settlement } from "@/lib/checkout/apply-news";
import type { LockedOrder } from "@/lib/checkout/order-rows";
import type { OrderStatus } from "@/lib/db/generated/enums";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import type { Task } from "../engine/process";
import type { Database } from "../world/database";
import type { LineRow, OrderRow } from "../world/rows";
import type { World } from "../world/world";
import { fetchPaymentIntent } from "./dojo-calls";
import { findOrder, lockedOrder, readAttempts, type Which } from "./order-rows";

/* lib/checkout/settle-order.ts and write-verdict.ts. */

export function* settleIntent(world: World, intentId: string, deadlineMs?: number): Task<OrderStatus | null> {
  return yield* applySnapshot(world, yield* fetchPaymentIntent(world, intentId, deadlineMs));
}

export function* applySnapshot(world: World, intent: PaymentIntent): Task<OrderStatus | null> {
  return yield* settle(world, { intent }, { intent });
}

export function* settleOrder(world: World, orderId: string, deadlineMs?: number): Task<OrderStatus> {
  const open = yield* world.transaction((database) =>
    database.attemptsOf(orderId).flatMap(({ state, intentId }) => (state === "OPEN" ? [intentId] : [])),
  );
  let status: OrderStatus | null = null;
  for (const intentId of open) if (intentId) status = yield* settleIntent(world, intentId, deadlineMs);
  return status ?? (yield* settleKnown(world, orderId));
}

export function* settleGone(world: World, intentId: string): Task<boolean> {
  const find = (database: Database) => database.attempts.find((row) => row.intentId === intentId);
  const attempt = yield* world.transaction(find);
  if (!attempt) return false;
  yield* settleKnown(world, attempt.orderId, { gone: intentId });
  return (yield* world.transaction(find))?.state !== "OPEN";
}

export function* settleKnown(
  world: World,
  orderId: string,
  known: Omit<News, "intent"> = {},
): Task<OrderStatus> {
  const status = yield* settle(world, { orderId }, known);
  if (!status) throw new Error(`order ${orderId} does not exist`);
  return status;
}

function* settle(world: World, which: Which, news: News): Task<OrderStatus | null> {
  return yield* world.transaction((database) => {
    const row = findOrder(database, which);
    if (!row) return null;
    const order = lockedOrder(row, world.time.nowMs);
    const before = readAttempts(database, row.id, world.time.nowMs);
    const settlement = world.design.rules.applyNews(order, before, news, world.design);
    for (const { subject, which: name, to, note } of settlement.events)
      world.watch.note(row.id, `${subject} ${name ?? ""}`, note ? `${to} (${note})` : to);
    writeVerdict(world, database, row, order, settlement);
    return settlement.verdict.status;
  });
}

function writeVerdict(
  world: World,
  database: Database,
  row: OrderRow,
  order: LockedOrder,
  settlement: Settlement,
): void {
  const { verdict, seen, justPaid } = settlement;
  const { rules, receiptPerTransition } = world.design;
  const { nowMs } = world.time;
  if (seen) {
    const attempt = database.attempts.find(({ id }) => id === seen.id);
    if (!attempt) throw new Error(`there is no attempt ${seen.id}`);
    const { state, intentId, capturedMinor, refundedMinor, mismatch, dojoStatus, resultCode } = seen;
    const changes = { state, intentId, capturedMinor, refundedMinor, mismatch, dojoStatus, resultCode };
    const sealedLink = state === "OPEN" ? attempt.sealedLink : null;
    database.updateAttempt(attempt, { ...changes, sealedLink });
  }
  for (const { attemptId, amountMinor, origin, key } of settlement.refunds) {
    const id = world.newId("refund");
    const planned = { id, orderId: row.id, attemptId, amountMinor, origin, requestKey: key };
    world.counts.autoRefunds += 1;
    database.insertRefund({ ...planned, idempotencyKey: key, ...newRefund(nowMs) });
  }
  if (justPaid) sellGoods(world, database, row);
  if (justPaid || (!receiptPerTransition && verdict.paidAttemptId && seen?.state === "CAPTURED"))
    for (const kind of rules.followUpsOf(order, seen?.paidCardId ?? null)) {
      const item = { orderId: row.id, kind, state: "WAITING" as const, tries: 0, nextTryMs: nowMs };
      if (receiptPerTransition) database.insertOutbox(item);
      else database.outbox.push(item);
    }
  for (const { kind, subject, detail } of rules.alertsOf(order, settlement))
    if (detail === null) database.clear(kind, subject);
    else database.raise(kind, subject, detail);
  for (const { kind, subject } of rules.alertsOver(settlement)) database.clear(kind, subject);
  const givenBack = rules.givenBackAttempts(settlement);
  for (const { id, attemptId, state } of database.refunds)
    if (state === "FAILED" && givenBack.includes(attemptId)) database.clear("refund-failed", id);
  database.updateOrder(row, {
    status: verdict.status,
    closing: verdict.closing,
    endedAtMs: verdict.ended ? (row.endedAtMs ?? nowMs) : null,
    paidAttemptId: verdict.paidAttemptId,
    concern: verdict.concern,
    checkAtMs: settlement.checkAt?.getTime() ?? null,
  });
}

export const newRefund = (nowMs: number) => ({
  state: "REQUESTED" as const,
  refundedBeforeMinor: null,
  tries: 0,
  refusals: 0,
  nextTryMs: nowMs,
  sentMs: null,
  failure: null,
});

/** lib/orders/stock.ts `soldGoods`: off the shelf, and out of the basket. */
function sellGoods(world: World, database: Database, order: OrderRow): void {
  world.watch.sold(order.id);
  const basket = database.baskets.get(order.basketId);
  for (const line of order.lines) {
    const { productId, quantity } = line;
    database.stock.set(productId, Math.max(0, (database.stock.get(productId) ?? 0) - quantity));
    if (basket) basket.lines = basket.lines.flatMap((kept) => lessened(kept, line));
  }
}

function lessened(kept: LineRow, sold: LineRow): LineRow[] {
  if (kept.productId !== sold.productId) return [kept];
  return kept.quantity > sold.quantity ? [{ ...kept, quantity: kept.quantity - sold.quantity }] : [];
}
