import "server-only";
import { settleIntent } from "@/lib/checkout/settle-order";
import { DojoError } from "@/lib/dojo/errors";
import { cancelPaymentIntent } from "@/lib/dojo/payment-intents";

/** Cancels an intent at Dojo, then settles by what Dojo says it is now: the payment may have been faster. */
export async function cancelAtDojo(intentId: string): Promise<void> {
  try {
    await cancelPaymentIntent(intentId);
  } catch (error) {
    // Its state has moved on, and asking tells where; any other error is an error.
    if (!(error instanceof DojoError) || !error.movedOn) throw error;
  }
  await settleIntent(intentId);
}
