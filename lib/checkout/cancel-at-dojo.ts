import "server-only";
import { settleIntent } from "@/lib/checkout/settle-order";
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
