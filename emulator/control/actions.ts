import type { Intent } from "../entities";
import { invalidField, Refusal } from "../errors";
import { cancelIntent } from "../payments/expire";
import { findIntent } from "../routes/payment-intents";
import type { World } from "../world";

/** Later than this, dates have no four-digit year any more and nothing could read the log again. */
const LATEST = Date.UTC(9999, 0);

/** Back to an empty merchant account whose webhooks are still set up. */
export function resetAll({ clock, store, faults, journal, sender }: World): void {
  clock.clear();
  sender.reset();
  store.reset();
  faults.reset();
  clock.setOffset(0);
  journal.reset();
}

/** The distance is stored before time moves: what becomes due is then already in the new time after a kill. */
export function advanceClock({ clock, store }: World, advanceMs: number): void {
  if (clock.now() + advanceMs > LATEST) throw invalidField("advanceMs", "The clock ends with the year 9998.");
  store.write(() => store.settings.put({ id: "clock", offsetMs: clock.offset() + advanceMs }));
  clock.advance(advanceMs);
}

export function redeliver(world: World, deliveryId: string): void {
  const delivery = world.store.deliveries.get(deliveryId);
  if (!delivery) throw new Refusal(404, "There is no such delivery.");
  world.sender.redeliver(delivery);
}

/** What `DELETE /payment-intents/{id}` does, for a person at the page. */
export function controlCancel(world: World, paymentIntentId: string): Intent {
  const intent = findIntent(world, paymentIntentId);
  if (intent.status !== "Created") throw new Refusal(409, `The payment intent is ${intent.status}.`);
  return cancelIntent(world, intent, "merchant");
}
