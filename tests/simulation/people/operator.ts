import { requestRefund, sendRefund } from "../shop/refunds";
import type { World } from "../world/world";

const MINUTE = 60_000;

/** Refunds asked for in the shop and in Dojo's own portal, of a part or of all, sometimes both at once. */
export function sendOperator(world: World): void {
  const { random, time } = world;
  for (let act = random.between(1, 5); act > 0; act -= 1)
    time.after(random.between(1, 45) * MINUTE + random.between(0, MINUTE), () => {
      const paid = world.database.attempts.filter(({ capturedMinor }) => capturedMinor > 0);
      if (paid.length === 0) return;
      const { orderId, intentId, capturedMinor } = random.pick(paid);
      const part = random.chance(0.6) ? random.between(1, capturedMinor) : undefined;
      if (random.chance(0.7)) askForRefund(world, orderId, part, world.newId("wish"));
      if (intentId && random.chance(0.4))
        time.after(random.between(0, 6_000), () => refundInPortal(world, intentId, part ?? capturedMinor));
    });
}

/** Pressed twice as often as not; each press may die on its way. */
function askForRefund(world: World, orderId: string, amountMinor: number | undefined, requestKey: string) {
  const press = () =>
    world.request(requestRefund(world, { orderId, amountMinor, requestKey }), (ending) => {
      if (ending.kind === "done" && ending.value) world.request(sendRefund(world, ending.value), () => {});
    });
  press();
  if (world.random.chance(0.5)) world.time.after(world.random.between(0, 3_000), press);
}

/** As far as the portal allows it. */
export function refundInPortal(world: World, intentId: string, wishedMinor: number): void {
  const intent = world.dojo.intents.get(intentId);
  const left = intent?.status === "Captured" ? intent.capturedMinor - intent.refundedMinor : 0;
  const amountMinor = Math.min(left, wishedMinor);
  if (amountMinor === 0 || world.dojo.unwilling.has(intentId)) return;
  world.counts.portalRefunds += 1;
  world.dojo.refund(intentId, amountMinor, null);
}

/** A person who looks at every order in review and gives back all that belongs nowhere. */
export function resolveReviews(world: World): void {
  for (const { id, status } of world.database.orders)
    if (status === "REVIEW") {
      world.counts.reviews += 1;
      world.request(requestRefund(world, { orderId: id, requestKey: world.newId("wish") }), () => {});
    }
}
