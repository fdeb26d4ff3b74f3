import { DojoError } from "@/lib/dojo/errors";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import type { Task } from "../engine/process";
import type { Asked } from "../world/dojo";
import type { World } from "../world/world";

/* lib/dojo: which calls may be repeated, and how long each may take. */

const REFUND_DEADLINE_MS = 15_000;

export function fetchPaymentIntent(world: World, id: string, deadlineMs?: number): Task<PaymentIntent> {
  const commit = () => world.dojo.read(id, lag(world));
  return world.network.call({ operation: "PaymentIntents_Get", commit, repeatable: true, deadlineMs });
}

/** Not repeated: the search is a POST. */
export function searchPaymentIntents(world: World, startMs: number, endMs: number): Task<PaymentIntent[]> {
  const commit = () => world.dojo.search(startMs, endMs, lag(world));
  return world.network.call({ operation: "PaymentIntents_Search", commit, repeatable: false });
}

export function createPaymentIntent(world: World, asked: Asked): Task<PaymentIntent> {
  const commit = () => {
    const made = world.dojo.create(asked).snapshots[0]?.snapshot;
    if (!made) throw new DojoError("invalid-answer", { operation: "PaymentIntents_CreatePaymentIntent" });
    world.counts.intents += 1;
    const wrong = world.random.chance(world.odds.wrongIntent);
    return wrong ? { ...made, amountMinor: made.amountMinor + 1 } : made;
  };
  return world.network.call({
    operation: "PaymentIntents_CreatePaymentIntent",
    commit,
    repeatable: false,
  });
}

export function cancelPaymentIntent(world: World, id: string): Task<void> {
  const commit = () => world.dojo.cancel(id);
  return world.network.call({ operation: "PaymentIntents_Delete", commit, repeatable: false });
}

type NewRefund = { amountMinor: number; idempotencyKey: string };

export function refundPayment(world: World, id: string, refund: NewRefund): Task<{ id: string }> {
  const commit = () => world.dojo.refund(id, refund.amountMinor, refund.idempotencyKey);
  const deadlineMs = REFUND_DEADLINE_MS;
  return world.network.call({ operation: "Refunds_Create", commit, repeatable: true, deadlineMs });
}

export function sendReceipt(world: World, id: string): Task<void> {
  const commit = () => world.dojo.mailReceipt(id);
  return world.network.call({ operation: "Receipt_Create", commit, repeatable: false });
}

const SECRET_LIFE_MS = 15 * 60_000;

export function createCustomerSecret(world: World): Task<{ lifeMs: number }> {
  const commit = () => ({ lifeMs: SECRET_LIFE_MS });
  return world.network.call({ operation: "Customers_CreateSecret", commit, repeatable: false });
}

/** How far behind the read side is, in ms. */
function lag(world: World): number {
  if (!world.random.chance(world.odds.stale)) return 0;
  world.counts.staleReads += 1;
  return world.random.between(100, 10_000);
}
