import "server-only";
import { closeOrder } from "@/lib/checkout/close-order";
import { stepsFor } from "@/lib/checkout/plan-order";
import { settleIntent, settleKnown } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";
import { DojoError } from "@/lib/dojo/errors";
import { readOrders, takeStep } from "@/lib/reconcile/reconcile-orders";

export type SettledByHand = {
  before: OrderStatus;
  after: OrderStatus;
  /** What is not known yet, in words; whatever else Dojo said is applied all the same. */
  unknown: string[];
};

/**
 * Everything the reconciler would do about one order, now; and every other payment of it is asked about too, since
 * refunds in Dojo's portal are told by no event. What Dojo does not say of one keeps none of the others. Null when
 * there is no such order.
 */
export async function settleByHand(number: string): Promise<SettledByHand | null> {
  const found = await db().order.findUnique({ where: { number }, select: { id: true } });
  const [order] = found ? await readOrders([found.id]) : [];
  if (!order) return null;
  const unknown = new Set<string>();
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      if ((await work()) === false) unknown.add("whether Dojo made a payment whose answer was lost");
    } catch (error) {
      if (!(error instanceof DojoError)) throw error;
      unknown.add(error.message);
    }
  };
  const steps = stepsFor(order, order.nowMs);
  for (const step of steps) await attempt(() => takeStep(step, order.id));
  const asked = new Set(steps.map((step) => ("intentId" in step ? step.intentId : null)));
  for (const { intentId } of order.attempts)
    if (intentId && !asked.has(intentId)) await attempt(() => settleIntent(intentId));
  if ((await settleKnown(order.id)) === "CANCELLING") await attempt(() => closeOrder(order.id));
  return { before: order.status, after: await settleKnown(order.id), unknown: [...unknown] };
}
