import "server-only";
import { closeOrder } from "@/lib/checkout/close-order";
import { db, isDatabaseBusy } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";
import { notYours } from "@/lib/orders/not-yours";

export type Cancellation = "cancelled" | "paid" | "over" | "unreachable";

/**
 * The shopper's own wish to end an unpaid order. Only Dojo's answer says how it ended: a payment may have been faster.
 * Null when the order is not the shopper's. "unreachable" leaves it closing: the reconciler goes on, or pressing again.
 */
export async function cancelOrder(userId: string, number: string): Promise<Cancellation | null> {
  const order = await db().order.findFirst({ where: { userId, number }, select: { id: true } });
  if (!order) return notYours(userId, number);
  try {
    const status = await closeOrder(order.id);
    if (status === "CANCELLED" || status === "EXPIRED") return "cancelled";
    if (status === "CANCELLING" || status === "AWAITING_PAYMENT") return "unreachable";
    return status === "PAID" ? "paid" : "over";
  } catch (error) {
    if (!(error instanceof DojoError) && !isDatabaseBusy(error)) throw error;
    log.warn({ orderId: order.id, error: String(error) }, "an order could not be cancelled yet");
    return "unreachable";
  }
}
