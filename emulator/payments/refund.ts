import type { Intent, Refund } from "../entities";
import { invalidField, Refusal } from "../errors";
import type { World } from "../world";

type Asked = { amount: number; refundReason?: string | undefined; notes?: string | undefined };

/**
 * A refund is made once per idempotency key: the same request again answers the same refund, another request
 * under that key is refused. A full refund changes the status; a partial one only `refundedAmount`. Dojo's own
 * portal has no key.
 */
export function refundIntent(world: World, intent: Intent, asked: Asked, idempotencyKey?: string): Refund {
  const { store, clock, ids } = world;
  const fingerprint = JSON.stringify([intent.id, Object.entries(asked).sort()]);
  const earlier =
    idempotencyKey === undefined
      ? undefined
      : store.refunds.all().find((refund) => refund.idempotencyKey === idempotencyKey);
  if (earlier?.fingerprint === fingerprint) return earlier;
  if (earlier) throw invalidField("idempotencyKey", "This key was used for another refund.");
  if (intent.status !== "Captured") throw new Refusal(400, `A ${intent.status} payment cannot be refunded.`);
  const left = intent.totalAmount.value - intent.refundedAmount;
  if (asked.amount > left) throw invalidField("amount", `At most ${left} can be refunded.`);

  takeFromIntent(world, intent, asked.amount);
  return store.refunds.put({
    id: ids.refund(),
    seq: store.nextSeq(),
    paymentIntentId: intent.id,
    amount: asked.amount,
    ...(asked.refundReason === undefined ? {} : { refundReason: asked.refundReason }),
    ...(asked.notes === undefined ? {} : { notes: asked.notes }),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    fingerprint,
    createdAt: clock.iso(),
  });
}

function takeFromIntent(world: World, intent: Intent, amount: number): void {
  const refundedAmount = intent.refundedAmount + amount;
  const full = refundedAmount === intent.totalAmount.value;
  const last = intent.paymentEvents.at(-1);
  const transactionDateTime = world.clock.iso();
  const event = last && { ...last, eventType: "Refunded" as const, transactionDateTime };
  const refunded = world.store.intents.put({
    ...intent,
    refundedAmount,
    status: full ? "Refunded" : intent.status,
    updatedAt: transactionDateTime,
    paymentEvents: event ? [...intent.paymentEvents, event] : intent.paymentEvents,
  });
  if (full) world.sender.emit("payment_intent.status_updated", refunded);
}
