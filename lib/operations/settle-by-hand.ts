import "server-only";
import { closeOrder } from "@/lib/checkout/close-order";
import { recoverAttempt } from "@/lib/checkout/recover-attempt";
import { settleIntent, settleKnown } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";

/** Everything the reconciler would do about one order, now, refunds in Dojo's portal included. Throws `DojoError`. */
export async function settleByHand(
  number: string,
): Promise<{ before: OrderStatus; after: OrderStatus } | null> {
  const order = await db().order.findUnique({
    where: { number },
    select: { id: true, status: true, attempts: { select: { id: true, state: true, intentId: true } } },
  });
  if (!order) return null;
  for (const { id, state, intentId } of order.attempts) {
    if (intentId) await settleIntent(intentId);
    else if (state === "UNKNOWN") await recoverAttempt(id);
  }
  let after = await settleKnown(order.id);
  if (after === "CANCELLING") after = await closeOrder(order.id);
  return { before: order.status, after };
}
