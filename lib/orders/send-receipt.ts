import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { db } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { sendReceipt } from "@/lib/dojo/payment-intents";
import { log } from "@/lib/log";

export type ReceiptResult = "sent" | "too-soon" | "unpaid" | "unreachable";

/**
 * Asks Dojo to mail its receipt to the shopper, at most once a minute: the minute is claimed before the call, so
 * that two presses send one mail, and given back when Dojo refuses. Null when the order is not the shopper's.
 */
export async function sendReceiptAgain(user: Shopper, number: string): Promise<ReceiptResult | null> {
  const order = await db().order.findFirst({
    where: { userId: user.id, number },
    select: { id: true, paidAttemptId: true },
  });
  if (!order) return null;
  const attempt =
    order.paidAttemptId &&
    (await db().paymentAttempt.findUnique({
      where: { id: order.paidAttemptId },
      select: { intentId: true },
    }));
  if (!attempt || !attempt.intentId) return "unpaid";
  const claimed = await db().$executeRaw`
    UPDATE "Order" SET "receiptSentAt" = shop_now() WHERE id = ${order.id}
      AND coalesce("receiptSentAt", '-infinity') <= shop_now() - interval '1 minute'`;
  if (claimed === 0) return "too-soon";
  try {
    await sendReceipt(attempt.intentId, user.email);
    return "sent";
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    log.warn({ orderId: order.id, error: error.message, traceId: error.traceId }, "no receipt was sent");
    await db().order.update({ where: { id: order.id }, data: { receiptSentAt: null }, select: { id: true } });
    return "unreachable";
  }
}
