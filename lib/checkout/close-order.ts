import "server-only";
import { abandonAttempt } from "@/lib/checkout/attempts";
import { settleIntent, settleOrder } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";
import { DojoError, type DojoErrorKind } from "@/lib/dojo/errors";
import { cancelPaymentIntent } from "@/lib/dojo/payment-intents";

/** A wrong state is documented as 400, 404 or 409, by operation. */
const MOVED_ON: readonly DojoErrorKind[] = ["refused", "not-found", "conflict"];

/** Cancels an intent at Dojo, then settles by what Dojo says it is now: the payment may have been faster. */
export async function cancelAtDojo(intentId: string): Promise<void> {
  try {
    await cancelPaymentIntent(intentId);
  } catch (error) {
    // Its state has moved on, and asking tells where; any other error is an error.
    if (!(error instanceof DojoError) || !MOVED_ON.includes(error.kind)) throw error;
  }
  await settleIntent(intentId);
}

/**
 * Ends an order that is to be paid no longer: every intent is cancelled at Dojo before the order counts as
 * cancelled. Returns the status it ended in, PAID included. Throws `DojoError` when Dojo cannot say.
 */
export async function closeOrder(orderId: string): Promise<OrderStatus> {
  const open = await db().paymentAttempt.findMany({
    where: { orderId, state: { in: ["SENDING", "OPEN"] } },
    select: { id: true, state: true, intentId: true },
  });
  for (const attempt of open) {
    // The opener of a SENDING attempt finds it taken and cancels its own intent, whose link nobody saw.
    if (attempt.state === "SENDING") await abandonAttempt(attempt.id);
    else if (attempt.intentId) await cancelAtDojo(attempt.intentId);
  }
  return settleOrder(orderId);
}
