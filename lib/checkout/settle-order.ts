import "server-only";
import { deriveOrder } from "@/lib/checkout/derive-order";
import { joinAttempt } from "@/lib/checkout/mirror-attempt";
import { eventsOf } from "@/lib/checkout/order-changes";
import {
  type AttemptRow,
  type LockedOrder,
  lockOrder,
  readAttempts,
  type Which,
} from "@/lib/checkout/order-rows";
import { nextLook } from "@/lib/checkout/plan-order";
import { writeVerdict } from "@/lib/checkout/write-verdict";
import { db } from "@/lib/db/client";
import type { OrderEnd, OrderStatus } from "@/lib/db/generated/enums";
import { fetchPaymentIntent, type PaymentIntent } from "@/lib/dojo/payment-intents";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { startOutbox } from "@/lib/orders/work-outbox";

/**
 * The one writer of an order's status. Webhook, return page, checkout, cancelling, refunds and the reconciler all
 * come here, in any order and any number of times, with one result: ask Dojo for the intent, then apply it with the
 * order locked. Null when the intent belongs to no order of ours. Throws `DojoError` when Dojo cannot say.
 */
export async function settleIntent(intentId: string, deadlineMs?: number): Promise<OrderStatus | null> {
  return applySnapshot(await fetchPaymentIntent(intentId, deadlineMs));
}

/** For a snapshot fetched just now. */
export async function applySnapshot(intent: PaymentIntent): Promise<OrderStatus | null> {
  const settled = await settle({ intent }, { intent });
  if (settled?.justPaid) await startOutbox(settled.orderId);
  return settled?.status ?? null;
}

/** Settles by every intent of the order that may still change, or by none when there is none left. */
export async function settleOrder(orderId: string, deadlineMs?: number): Promise<OrderStatus> {
  const open = await db().paymentAttempt.findMany({
    where: { orderId, state: "OPEN", intentId: { not: null } },
    select: { intentId: true },
  });
  let status: OrderStatus | null = null;
  for (const { intentId } of open) if (intentId) status = await settleIntent(intentId, deadlineMs);
  return status ?? (await settleKnown(orderId));
}

/**
 * Settles by what is known, without asking Dojo. `close`: the wish to end an unpaid order, so that no new link is
 * made. `absent`: an attempt that was looked for at Dojo and is surely not there.
 */
export async function settleKnown(orderId: string, known: Omit<News, "intent"> = {}): Promise<OrderStatus> {
  const settled = await settle({ orderId }, known);
  if (!settled) throw new Error(`order ${orderId} does not exist`);
  return settled.status;
}

type News = { intent?: PaymentIntent; close?: OrderEnd; absent?: string };

async function settle(which: Which, news: News) {
  const settled = await db().$transaction(async (tx) => {
    const order = await lockOrder(tx, which);
    if (!order) return null;
    const before = await readAttempts(tx, order.id);
    const attempts = before.map((attempt) => (isOf(attempt, news) ? joined(attempt, news, order) : attempt));
    const autoRefund = env().AUTO_REFUND;
    const verdict = deriveOrder(
      { ...order, closing: order.closing ?? closingOf(order, news), attempts },
      { autoRefund },
    );
    const seen = attempts.find((attempt) => isOf(attempt, news));
    const look = nextLook(plannedOf(order, verdict.status, attempts), order.now.getTime());
    await writeVerdict(tx, {
      order,
      verdict,
      attempts,
      autoRefund,
      seen: seen && { ...seen, paidCardId: news.intent?.savedCardId ?? null },
      events: eventsOf({ order, before, attempts, verdict }),
      checkAt: look === null ? null : new Date(look),
    });
    return {
      orderId: order.id,
      from: order.status,
      justPaid: !order.paidAttemptId && verdict.paidAttemptId,
      ...verdict,
    };
  });
  if (settled && settled.status !== settled.from) {
    const { orderId, from, status: to, concern } = settled;
    log[concern ? "error" : "info"]({ orderId, from, to, concern }, "order settled");
  }
  return settled;
}

/** What is paid or has ended is not closed any more. */
function closingOf({ paidAttemptId, ended }: LockedOrder, { close }: News): OrderEnd | null {
  return paidAttemptId || ended ? null : (close ?? null);
}

function isOf({ id, intentId, reference }: AttemptRow, { intent, absent }: News): boolean {
  if (!intent) return id === absent;
  if (intentId) return intentId === intent.id;
  return reference === intent.reference && (intent.attemptId ?? id) === id;
}

function joined(attempt: AttemptRow, { intent }: News, order: LockedOrder): AttemptRow {
  if (!intent) return attempt.state === "UNKNOWN" ? { ...attempt, state: "NOT_CREATED" } : attempt;
  return { ...joinAttempt(attempt, intent, order), intentId: intent.id };
}

function plannedOf(order: LockedOrder, status: OrderStatus, attempts: readonly AttemptRow[]) {
  const nowMs = order.now.getTime();
  const planned = attempts.map(({ createdAt, leaseLeftMs, ...attempt }) => ({
    ...attempt,
    createdMs: createdAt.getTime(),
    leaseMs: nowMs + leaseLeftMs,
  }));
  return { status, expiresMs: order.expiresAt.getTime(), attempts: planned };
}
