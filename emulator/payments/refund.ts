import type { Intent, Refund } from "../entities";
import { invalidField, Refusal } from "../errors";
import type { World } from "../world";
import { capturedAmount } from "./capture";
import { withEvent } from "./event";

type Asked = { amount: number; refundReason?: string | undefined; notes?: string | undefined };
type Keyed = Pick<Refund, "idempotencyKey" | "fingerprint">;

/**
 * A refund is made once per intent and idempotency key: the same request again answers the same refund, another
 * request under that key is refused, unless a fault made Dojo forget the key.
 */
export function refundOnce(
  world: World,
  intent: Intent,
  asked: Asked,
  idempotencyKey: string,
  keyForgotten: boolean,
): Refund {
  const fingerprint = JSON.stringify(Object.entries(asked).sort());
  const sameKey = (refund: Refund) =>
    refund.paymentIntentId === intent.id && refund.idempotencyKey === idempotencyKey;
  const earlier = keyForgotten ? undefined : world.store.refunds.all().find(sameKey);
  if (earlier?.fingerprint === fingerprint) return earlier;
  if (earlier) throw invalidField("idempotencyKey", "This key was used for another refund.");
  return refund(world, intent, asked, { idempotencyKey, fingerprint });
}

/** A full refund changes the status, which is an event; a partial one only `refundedAmount`. */
export function refund(world: World, intent: Intent, asked: Asked, keyed: Keyed = {}): Refund {
  const { store, clock, ids } = world;
  if (intent.status !== "Captured") throw new Refusal(400, `A ${intent.status} payment cannot be refunded.`);
  const left = refundableAmount(intent);
  if (asked.amount > left) throw invalidField("amount", `At most ${left} can be refunded.`);

  takeFromIntent(world, intent, asked.amount);
  return store.refunds.put({
    id: ids.refund(),
    seq: store.nextSeq(),
    paymentIntentId: intent.id,
    amount: asked.amount,
    ...(asked.refundReason === undefined ? {} : { refundReason: asked.refundReason }),
    ...(asked.notes === undefined ? {} : { notes: asked.notes }),
    ...keyed,
    createdAt: clock.iso(),
  });
}

/** What was taken and not given back yet, in minor units. */
export function refundableAmount(intent: Intent): number {
  return capturedAmount(intent) - intent.refundedAmount;
}

function takeFromIntent(world: World, intent: Intent, amount: number): void {
  const full = amount === refundableAmount(intent);
  const now = world.clock.iso();
  const refunded = world.store.intents.put({
    ...intent,
    refundedAmount: intent.refundedAmount + amount,
    status: full ? "Refunded" : intent.status,
    updatedAt: now,
    paymentEvents: withEvent(intent, "Refunded", now),
  });
  if (full) world.sender.emit("payment_intent.status_updated", refunded);
}
