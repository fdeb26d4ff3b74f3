import type { Intent } from "../entities";
import { timespanSeconds } from "../schemas/payment-intent";
import type { World } from "../world";
import { captureIntent } from "./capture";
import { reverseIntent } from "./reverse";

/** A hold that nobody captured is reversed after 7 days, as Dojo's guide says. */
const HOLD_MS = 7 * 24 * 60 * 60_000;

/** Time ends an unpaid or a held intent: by a timer, and lazily whenever it is looked at. */
export function planExpiry(world: World, intent: Intent): void {
  const key = `expire:${intent.id}`;
  const at = endOf(intent);
  if (at === undefined) world.clock.cancel(key);
  else world.clock.schedule(key, at, () => void currentIntent(world, intent.id));
}

/** The intent as it is at this moment, what time did to it taken into account. */
export function currentIntent(world: World, id: string): Intent | undefined {
  const intent = world.store.intents.get(id);
  const at = intent && endOf(intent);
  if (!intent || at === undefined || world.clock.now() < at) return intent;
  return world.store.write(() => {
    if (intent.status === "Created") return cancelIntent(world, intent, "expiry");
    if (intent.request.autoExpireAction === "Capture") {
      return captureIntent(world, intent, { amount: intent.totalAmount.value }).intent;
    }
    return reverseIntent(world, intent).intent;
  });
}

/** Ends an unpaid intent and says so to the merchant. */
export function cancelIntent(world: World, intent: Intent, cancelledBy: "merchant" | "expiry"): Intent {
  const { store, clock, sender } = world;
  return store.write(() => {
    const cancelled = store.intents.put({
      ...intent,
      status: "Canceled",
      cancelledBy,
      updatedAt: clock.iso(),
    });
    sender.emit("payment_intent.status_updated", cancelled);
    return cancelled;
  });
}

/** When time ends it, in ms: an unpaid one at `expireAt`, a held one `autoExpireIn` after the payment. */
function endOf(intent: Intent): number | undefined {
  if (intent.status === "Created") return Date.parse(intent.expireAt);
  if (intent.status !== "Authorized") return undefined;
  const paidAt = intent.paymentDetails?.transactionDateTime ?? intent.updatedAt;
  const { autoExpireIn } = intent.request;
  return Date.parse(paidAt) + (autoExpireIn ? timespanSeconds(autoExpireIn) * 1000 : HOLD_MS);
}
