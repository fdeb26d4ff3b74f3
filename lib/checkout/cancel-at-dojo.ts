import "server-only";
import { settleGone, settleIntent } from "@/lib/checkout/settle-order";
import { DojoError } from "@/lib/dojo/errors";
import { cancelPaymentIntent } from "@/lib/dojo/payment-intents";

/**
 * Cancels an intent at Dojo, then settles by what Dojo says it is now: the payment may have been faster. One that Dojo
 * does not know, because the shop's account changed for one, is given up once its link has run out. Throws `DojoError`.
 */
export async function cancelAtDojo(intentId: string): Promise<void> {
  try {
    await cancelPaymentIntent(intentId);
  } catch (error) {
    // Its state has moved on, and asking tells where; any other error is an error.
    if (!(error instanceof DojoError) || !error.movedOn) throw error;
  }
  try {
    await settleIntent(intentId);
  } catch (error) {
    const unknown = error instanceof DojoError && error.kind === "not-found";
    if (!unknown || !(await settleGone(intentId))) throw error;
  }
}
