import "server-only";
import { audit } from "@/lib/audit";
import { type AttemptRow, lockOrder, readAttempts } from "@/lib/checkout/order-rows";
import { applySnapshot } from "@/lib/checkout/settle-order";
import { db, type Tx } from "@/lib/db/client";
import { fetchPaymentIntent } from "@/lib/dojo/payment-intents";
import { opaqueId } from "@/lib/ids";
import { eventsKept } from "@/lib/orders/order-events";
import { givenOf, leftOf } from "@/lib/refunds/judge-refund";
import { planRefund, type RefundPlan } from "@/lib/refunds/plan-refund";

export type RefundWish = {
  orderId: string;
  /** In minor units; undefined: all that is left. */
  amountMinor?: number;
  /** The caller's own key: the same wish twice is one refund. */
  requestKey: string;
  reason?: string;
};

export type RequestedRefund =
  | { kind: "requested"; refundId: string; amountMinor: number; intentId: string }
  | Exclude<RefundPlan, { kind: "known" | "new" }>;

/**
 * Writes down a refund to be sent, capped by what Dojo says is left at this moment, one of an order at a time. Money
 * that belongs to no order (a second or a late payment) goes back before the payment that counts. Throws `DojoError`.
 */
export async function requestRefund(wish: RefundWish): Promise<RequestedRefund> {
  const taken = await db().paymentAttempt.findMany({
    where: { orderId: wish.orderId, capturedMinor: { gt: 0 }, intentId: { not: null } },
    select: { intentId: true },
  });
  const left = new Map<string, number>();
  for (const { intentId } of taken) {
    if (!intentId) continue;
    const intent = await fetchPaymentIntent(intentId);
    await applySnapshot(intent);
    left.set(intentId, leftOf(givenOf(intent)));
  }
  const requested = await db().$transaction((tx) => writeDown(tx, wish, left));
  if (requested.kind === "requested")
    audit("refund-requested", {
      orderId: wish.orderId,
      refundId: requested.refundId,
      amountMinor: requested.amountMinor,
      reason: wish.reason,
    });
  return requested;
}

/** Our mirror keeps the largest amount that it ever heard: one wrong reading must not ask for more than is there. */
function capped(attempt: AttemptRow, left: ReadonlyMap<string, number>): AttemptRow {
  const atDojo = attempt.intentId === null ? undefined : left.get(attempt.intentId);
  if (atDojo === undefined) return attempt;
  return { ...attempt, capturedMinor: Math.min(attempt.capturedMinor, atDojo + attempt.refundedMinor) };
}

async function writeDown(
  tx: Tx,
  wish: RefundWish,
  left: ReadonlyMap<string, number>,
): Promise<RequestedRefund> {
  const order = await lockOrder(tx, { orderId: wish.orderId });
  if (!order) return { kind: "nothing-taken" };
  const attempts = (await readAttempts(tx, order.id)).map((attempt) => capped(attempt, left));
  const refunds = await tx.refund.findMany({
    where: { orderId: order.id },
    select: { id: true, state: true, requestKey: true, amountMinor: true, attemptId: true },
  });
  const plan = planRefund(wish, { paidAttemptId: order.paidAttemptId, attempts, refunds });
  if (plan.kind === "known") return { ...plan, kind: "requested" };
  if (plan.kind !== "new") return plan;
  const { attemptId, amountMinor, intentId } = plan;
  const id = opaqueId();
  await tx.refund.create({
    data: {
      ...{ id, orderId: order.id, attemptId, amountMinor, origin: "OPERATOR" },
      ...{ requestKey: wish.requestKey, idempotencyKey: `rf_${id}`, reason: wish.reason },
    },
    select: { id: true },
  });
  await tx.$executeRaw`${eventsKept(order.id, [
    { subject: "refund", which: id, to: "REQUESTED", amountMinor, note: wish.reason },
  ])}`;
  return { kind: "requested", refundId: id, amountMinor, intentId };
}
