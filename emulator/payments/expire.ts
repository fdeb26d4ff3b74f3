import type { Intent } from "../entities";
import type { World } from "../world";

/** An unpaid intent is voided at `expireAt`: by a timer, and lazily whenever it is looked at. */
export function planExpiry(world: World, intent: Intent): void {
  if (intent.status !== "Created") return;
  world.clock.schedule(`expire:${intent.id}`, Date.parse(intent.expireAt), () => {
    currentIntent(world, intent.id);
  });
}

/** The intent as it is at this moment, expiry taken into account. */
export function currentIntent(world: World, id: string): Intent | undefined {
  const intent = world.store.intents.get(id);
  if (intent?.status !== "Created" || world.clock.now() < Date.parse(intent.expireAt)) return intent;
  return cancelIntent(world, intent, "expiry");
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
