import { receiveEvent } from "../shop/inbox";
import type { Intent } from "./dojo";
import type { World } from "./world";

/** At least once, in no order, up to 8 s later; some never come. */
export function deliverEvent(world: World, intent: Intent, eventId: string): void {
  const { random, time, counts, odds } = world;
  counts.events += 1;
  const copies = random.between(1, 3);
  counts.duplicates += copies - 1;
  for (let copy = 0; copy < copies; copy += 1) {
    if (random.chance(odds.webhookDropped)) {
      counts.droppedDeliveries += 1;
      continue;
    }
    time.after(random.between(5, 8_000), () => {
      counts.deliveries += 1;
      const shop = world.shops.filter((process) => process.isUp())[random.between(0, 2)];
      if (shop) shop.start(receiveEvent(world, shop, eventId, intent.id), () => {});
    });
  }
}
