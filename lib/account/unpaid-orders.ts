import "server-only";
import { closeOrder } from "@/lib/checkout/close-order";
import { db } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";

/** Orders that may still be paid: a link may be out. */
export function unpaidOf(userId: string) {
  const unpaid: OrderStatus[] = ["AWAITING_PAYMENT", "CANCELLING"];
  return { userId, status: { in: unpaid } };
}

/**
 * Before an account goes: no link may take money for an order whose shopper is gone. False when one cannot be
 * closed yet. Throws `DojoError` when Dojo cannot say.
 */
export async function closeUnpaidOrders(userId: string): Promise<boolean> {
  const orders = await db().order.findMany({ where: unpaidOf(userId), select: { id: true } });
  for (const { id } of orders) if ((await closeOrder(id)) === "CANCELLING") return false;
  return true;
}
