import "server-only";
import { fillAddress } from "@/lib/account/address";
import { fulfilWish } from "@/lib/cards/prefer-new-card";
import { deriveOrder, findMismatch, joinAttempt } from "@/lib/checkout/payment-state";
import { resultCodeOf } from "@/lib/checkout/result-code";
import { db, type Tx } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";
import { fetchPaymentIntent, type PaymentIntent } from "@/lib/dojo/payment-intents";
import { isOpaqueId } from "@/lib/ids";
import { log } from "@/lib/log";
import { takeSoldGoods } from "@/lib/orders/stock";

/**
 * The one writer of an order's status. Webhook, return page, checkout and cancelling all come here, in any order
 * and any number of times, with one result: ask Dojo for the intent, then apply it with the order locked.
 * Null when the intent belongs to no order of ours. Throws `DojoError` when Dojo cannot say.
 */
export async function settleIntent(intentId: string, deadlineMs?: number): Promise<OrderStatus | null> {
  const intent = await fetchPaymentIntent(intentId, deadlineMs);
  const attempt = await db().paymentAttempt.findFirst({
    where: { OR: [{ intentId }, ...byOurMark(intent)] },
    select: { id: true, orderId: true },
  });
  if (!attempt) return null;
  const { from, status } = await settle(attempt.orderId, { attemptId: attempt.id, intent });
  if (status === "PAID" && from !== "PAID") await fulfilWish(attempt.orderId, intent.savedCardId);
  return status;
}

/** For an intent whose reply was lost: its metadata names the attempt, and the reference must agree. */
function byOurMark({ attemptId, reference }: PaymentIntent) {
  return isOpaqueId(attemptId) ? [{ id: attemptId, reference, intentId: null }] : [];
}

/** Settles by every intent of the order that may still change, or by none when there is none left. */
export async function settleOrder(orderId: string, deadlineMs?: number): Promise<OrderStatus> {
  const open = await db().paymentAttempt.findMany({
    where: { orderId, state: "OPEN", intentId: { not: null } },
    select: { intentId: true },
  });
  let status: OrderStatus | null = null;
  for (const { intentId } of open) if (intentId) status = await settleIntent(intentId, deadlineMs);
  return status ?? (await settle(orderId)).status;
}

type Snapshot = { attemptId: string; intent: PaymentIntent };

async function settle(orderId: string, snapshot?: Snapshot) {
  const settled = await db().$transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    const attempts = await tx.paymentAttempt.findMany({
      where: { orderId },
      orderBy: { ordinal: "asc" },
      select: { id: true, state: true, refundedMinor: true, reference: true, customerId: true },
    });
    const joined = attempts.map((attempt) => {
      if (attempt.id !== snapshot?.attemptId) return { ...attempt, mismatch: null };
      return {
        ...attempt,
        ...joinAttempt(attempt, snapshot.intent),
        mismatch: findMismatch(snapshot.intent, order, attempt),
      };
    });
    const seen = joined.find((attempt) => attempt.id === snapshot?.attemptId);
    if (snapshot && seen) await mirror(tx, seen, snapshot.intent);
    const verdict = deriveOrder({ ...order, attempts: joined });
    await record(tx, order, verdict);
    return { from: order.status, ...verdict };
  });
  if (settled.status !== settled.from || settled.reviewReason) {
    const level = settled.reviewReason ? "error" : "info";
    log[level](
      { orderId, from: settled.from, to: settled.status, review: settled.reviewReason },
      "order settled",
    );
  }
  return settled;
}

type LockedOrder = {
  id: string;
  status: OrderStatus;
  totalMinor: number;
  currency: string;
  expired: boolean;
  paidAttemptId: string | null;
};

async function lockOrder(tx: Tx, orderId: string): Promise<LockedOrder> {
  const [order] = await tx.$queryRaw<LockedOrder[]>`
    SELECT id, status::text AS status, "totalMinor", currency, "expiresAt" <= shop_now() AS expired, "paidAttemptId"
    FROM "Order" WHERE id = ${orderId} FOR UPDATE`;
  if (!order) throw new Error(`order ${orderId} does not exist`);
  return order;
}

type Seen = { id: string; state: string; refundedMinor: number };

/** The sealed link goes as soon as it can no longer be used: it holds the customer secret. */
async function mirror(tx: Tx, seen: Seen, intent: PaymentIntent): Promise<void> {
  await tx.$executeRaw`
    UPDATE "PaymentAttempt" SET state = ${seen.state}::"AttemptState", "intentId" = ${intent.id},
      "paidCardId" = coalesce(${intent.savedCardId}, "paidCardId"),
      "refundedMinor" = ${seen.refundedMinor}, "dojoStatus" = ${intent.status},
      "resultCode" = ${resultCodeOf(intent.status, intent.events)}, "settledAt" = shop_now(),
      "sealedLink" = CASE WHEN ${seen.state} = 'OPEN' THEN "sealedLink" END
    WHERE id = ${seen.id}`;
}

type Verdict = ReturnType<typeof deriveOrder>;

async function record(tx: Tx, order: LockedOrder, verdict: Verdict): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Order" SET status = ${verdict.status}::"OrderStatus", "paidAttemptId" = ${verdict.paidAttemptId},
      "paidAt" = CASE WHEN ${verdict.paidAttemptId}::text IS NOT NULL THEN coalesce("paidAt", shop_now()) END,
      "reviewReason" = coalesce(${verdict.reviewReason}, "reviewReason")
    WHERE id = ${order.id}`;
  if (!verdict.paidAttemptId || order.paidAttemptId) return;
  await takeSoldGoods(tx, order.id);
  await fillAddress(tx, order.id);
}
