import "server-only";
import { applyNews, type News } from "@/lib/checkout/apply-news";
import { lockOrder, readAttempts, type Which } from "@/lib/checkout/order-rows";
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

/** Settles by what is known, without asking Dojo. */
export async function settleKnown(orderId: string, known: Omit<News, "intent"> = {}): Promise<OrderStatus> {
  const settled = await settle({ orderId }, known);
  if (!settled) throw new Error(`order ${orderId} does not exist`);
  return settled.status;
}

async function settle(which: Which, news: News) {
  const settled = await db().$transaction(async (tx) => {
    const order = await lockOrder(tx, which);
    if (!order) return null;
    const settlement = applyNews(order, await readAttempts(tx, order.id), news, {
      autoRefund: env().AUTO_REFUND,
    });
    await writeVerdict(tx, order, settlement);
    return { orderId: order.id, from: order.status, justPaid: settlement.justPaid, ...settlement.verdict };
  });
  if (settled && settled.status !== settled.from) {
    const { orderId, from, status: to, concern } = settled;
    log[concern ? "error" : "info"]({ orderId, from, to, concern }, "order settled");
  }
  return settled;
}
