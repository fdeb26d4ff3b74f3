import "server-only";
import { tellKeyRefused } from "@/lib/alerts/tell-key-refused";
import type { Shopper } from "@/lib/auth/session";
import { db } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { sendReceipt } from "@/lib/dojo/payment-intents";
import { log } from "@/lib/log";
import { type Outcome, outcomeOfReceipt } from "@/lib/orders/judge-follow-up";
import { notYours } from "@/lib/orders/not-yours";

/** `unknown`: Dojo may have sent it; `unreachable`: it surely did not. */
export type ReceiptResult = "sent" | "too-soon" | "unpaid" | "unreachable" | "unknown";

/**
 * Asks Dojo to mail its receipt to the shopper, at most once a minute: the minute is claimed before the call, so
 * that two presses send one mail, and given back when Dojo surely sent none. Null when the order is not the shopper's.
 */
export async function sendReceiptAgain(user: Shopper, number: string): Promise<ReceiptResult | null> {
  const [order] = await db().$queryRaw<{ id: string; intentId: string | null }[]>`
    SELECT o.id, paid."intentId" FROM "Order" o LEFT JOIN "PaymentAttempt" paid ON paid.id = o."paidAttemptId"
    WHERE o."userId" = ${user.id} AND o.number = ${number}`;
  if (!order) return notYours(user.id, number);
  if (!order.intentId) return "unpaid";
  const claimed = await db().$executeRaw`
    UPDATE "Order" SET "receiptSentAt" = shop_now() WHERE id = ${order.id}
      AND coalesce("receiptSentAt", '-infinity') <= shop_now() - interval '1 minute'`;
  if (claimed === 0) return "too-soon";
  const failed = await trySending(order.id, order.intentId, user.email);
  if (!failed) return "sent";
  if (!failed.nothingHappened) return "unknown";
  await db().order.update({ where: { id: order.id }, data: { receiptSentAt: null }, select: { id: true } });
  return "unreachable";
}

export type Receipt = { orderId: string; intentId: string | null; email: string | null };

/** The one receipt that a paid order causes by itself, to the address that the account has now. */
export async function mailReceipt({ orderId, intentId, email }: Receipt): Promise<Outcome> {
  if (!email) return { state: "FAILED", note: "the account is deleted" };
  if (!intentId) return { state: "FAILED", note: "nothing paid for it any more" };
  return outcomeOfReceipt(await trySending(orderId, intentId, email));
}

async function trySending(orderId: string, intentId: string, email: string): Promise<DojoError | null> {
  try {
    await sendReceipt(intentId, email);
    return null;
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    log.warn({ orderId, error: error.message, traceId: error.traceId }, "a receipt was not confirmed");
    await tellKeyRefused(error);
    return error;
  }
}
