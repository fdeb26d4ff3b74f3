import "server-only";
import { audit } from "@/lib/audit";
import { applyNews, type News, type Settlement } from "@/lib/checkout/apply-news";
import { type LockedOrder, lockOrder, readAttempts, type Which } from "@/lib/checkout/order-rows";
import { writeVerdict } from "@/lib/checkout/write-verdict";
import { db } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";
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
  if (settled?.settlement.justPaid) await startOutbox(settled.order.id);
  return settled?.settlement.verdict.status ?? null;
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

/** Dojo does not know it, neither to cancel nor to read. True when that ends its attempt: its link has long run out. */
export async function settleGone(intentId: string): Promise<boolean> {
  const attempt = await db().paymentAttempt.findUnique({ where: { intentId }, select: { orderId: true } });
  if (!attempt) return false;
  await settleKnown(attempt.orderId, { gone: intentId });
  const left = await db().paymentAttempt.count({ where: { intentId, state: "OPEN" } });
  return left === 0;
}

/** Settles by what is known, without asking Dojo. */
export async function settleKnown(orderId: string, known: Omit<News, "intent"> = {}): Promise<OrderStatus> {
  const settled = await settle({ orderId }, known);
  if (!settled) throw new Error(`order ${orderId} does not exist`);
  return settled.settlement.verdict.status;
}

type Settled = { order: LockedOrder; settlement: Settlement; oversold: string | null };

async function settle(which: Which, news: News): Promise<Settled | null> {
  const settled = await db().$transaction(async (tx) => {
    const order = await lockOrder(tx, which);
    if (!order) return null;
    const settlement = applyNews(order, await readAttempts(tx, order.id), news, {
      autoRefund: env().AUTO_REFUND,
    });
    return { order, settlement, ...(await writeVerdict(tx, order, settlement)) };
  });
  if (settled) tell(settled);
  return settled;
}

function tell({ order: { id: orderId, status: from }, settlement, oversold }: Settled): void {
  const { status: to, concern } = settlement.verdict;
  if (to === "REVIEW" && to !== from) audit("review", { orderId, concern });
  const intentId = settlement.givenUp?.intentId;
  if (to !== from) log[concern ? "error" : "info"]({ orderId, from, to, concern }, "order settled");
  if (intentId) log.error({ alert: "intent-gone", orderId, intentId }, "alert raised");
  if (oversold) log.error({ alert: "oversold", orderId, detail: oversold }, "alert raised");
}
