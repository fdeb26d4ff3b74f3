import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { db } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { sendReceipt } from "@/lib/dojo/payment-intents";
import { log } from "@/lib/log";

export type ReceiptResult = "sent" | "too-soon" | "unpaid" | "unreachable";

/**
 * Asks Dojo to mail its receipt to the shopper, at most once a minute: the minute is claimed before the call, so
 * that two presses send one mail, and given back when Dojo surely sent none. Null when the order is not the shopper's.
 */
export async function sendReceiptAgain(user: Shopper, number: string): Promise<ReceiptResult | null> {
  const [order] = await db().$queryRaw<{ id: string; intentId: string | null }[]>`
    SELECT o.id, paid."intentId" FROM "Order" o LEFT JOIN "PaymentAttempt" paid ON paid.id = o."paidAttemptId"
    WHERE o."userId" = ${user.id} AND o.number = ${number}`;
  if (!order) return null;
  if (!order.intentId) return "unpaid";
  const claimed = await db().$executeRaw`
    UPDATE "Order" SET "receiptSentAt" = shop_now() WHERE id = ${order.id}
      AND coalesce("receiptSentAt", '-infinity') <= shop_now() - interval '1 minute'`;
  if (claimed === 0) return "too-soon";
  try {
    await sendReceipt(order.intentId, user.email);
    return "sent";
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    log.warn({ orderId: order.id, error: error.message, traceId: error.traceId }, "no receipt was sent");
    if (error.nothingHappened)
      await db().order.update({
        where: { id: order.id },
        data: { receiptSentAt: null },
        select: { id: true },
      });
    return "unreachable";
  }
}
