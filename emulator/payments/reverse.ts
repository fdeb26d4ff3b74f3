import type { Intent } from "../entities";
import { Refusal } from "../errors";
import type { World } from "../world";
import { withEvent } from "./event";

/**
 * Gives the whole payment back before it is settled. Dojo's guide allows it for a held payment, and for an
 * automatic one on the calendar day of its payment (here: of UTC); anything else is refunded instead.
 */
export function reverseIntent(world: World, intent: Intent): { intent: Intent; reversalId: string } {
  const { store, clock, ids, sender } = world;
  const now = clock.iso();
  if (!isReversible(intent, now)) {
    throw new Refusal(409, `This payment cannot be reversed (${intent.status}); refund it instead.`);
  }
  return store.write(() => {
    const reversed = store.intents.put({
      ...intent,
      status: "Reversed",
      updatedAt: now,
      paymentEvents: withEvent(intent, "Reversed", now),
    });
    clock.cancel(`expire:${intent.id}`);
    sender.emit("payment_intent.status_updated", reversed);
    return { intent: reversed, reversalId: ids.reversal() };
  });
}

function isReversible({ status, request, refundedAmount, paymentDetails }: Intent, now: string): boolean {
  if (status === "Authorized") return true;
  const paidOn = paymentDetails?.transactionDateTime.slice(0, 10);
  const automatic = request.captureMode !== "Manual";
  return status === "Captured" && automatic && refundedAmount === 0 && paidOn === now.slice(0, 10);
}
