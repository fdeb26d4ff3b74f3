import type { Intent } from "../entities";
import { Refusal } from "../errors";
import { refund } from "../payments/refund";
import { findIntent } from "../routes/payment-intents";
import type { World } from "../world";
import type { PortalRefund } from "./schema";

/**
 * A refund that the merchant makes in Dojo's portal, past the shop: no idempotency key, and the event of a full
 * one is all that the shop hears. A payment that holds no money to give back is a 409 here, as for `pay`.
 */
export function portalRefund(world: World, { paymentIntentId, amount }: PortalRefund): Intent {
  return world.store.write(() => {
    const intent = findIntent(world, paymentIntentId);
    if (intent.status !== "Captured") throw new Refusal(409, `The payment intent is ${intent.status}.`);
    refund(world, intent, { amount });
    return findIntent(world, intent.id);
  });
}
