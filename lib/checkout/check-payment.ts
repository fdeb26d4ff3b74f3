import "server-only";
import { closeOrder } from "@/lib/checkout/close-order";
import { settleOrder } from "@/lib/checkout/settle-order";
import { db, isDatabaseBusy } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";
import { DojoError } from "@/lib/dojo/errors";
import { env } from "@/lib/env";
import { hasTurn } from "@/lib/limits";
import { log } from "@/lib/log";
import { notYours } from "@/lib/orders/not-yours";

type Checked = OrderStatus | "too-often" | "unreachable";

/** In ms: a person is waiting. */
const DEADLINE_MS = 4_000;

/**
 * "Check my payment": the same settling that webhook and reconciler do, at the shopper's wish, and a few times a
 * minute only, because each is a call to Dojo. Null when the order is not the shopper's.
 */
export async function checkPayment(userId: string, number: string): Promise<Checked | null> {
  const order = await db().order.findFirst({ where: { userId, number }, select: { id: true, status: true } });
  if (!order) return notYours(userId, number);
  const limit = { name: "check-payment", points: env().LIMIT_CHECK_PAYMENT, seconds: 60 };
  if (!(await hasTurn(limit, order.id))) return "too-often";
  try {
    return order.status === "CANCELLING"
      ? await closeOrder(order.id)
      : await settleOrder(order.id, DEADLINE_MS);
  } catch (error) {
    if (!(error instanceof DojoError) && !isDatabaseBusy(error)) throw error;
    log.warn({ orderId: order.id, error: String(error) }, "a payment could not be checked");
    return "unreachable";
  }
}
