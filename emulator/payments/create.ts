import { validSecret } from "../customers";
import type { Intent } from "../entities";
import { invalidField } from "../errors";
import { readDateTime } from "../schemas/common";
import type { IntentRequest } from "../schemas/payment-intent";
import type { World } from "../world";
import { totalOf } from "./change-amount";
import { planExpiry } from "./expire";

/** 30 days, as documented for an intent without `expireAt`. */
const LIFE_MS = 30 * 24 * 60 * 60_000;

/** Makes an intent after the checks that need state: customer, secret, saved card, expiry. */
export function createIntentFrom(world: World, asked: IntentRequest): Intent {
  const { store, clock, ids, sender } = world;
  const now = clock.now();
  checkCustomer(world, asked.customer);
  if (asked.setupIntentId !== undefined && !store.setupIntents.get(asked.setupIntentId)) {
    throw invalidField("setupIntentId", "There is no such setup intent.");
  }
  const expireAt = asked.expireAt === undefined ? now + LIFE_MS : readDateTime(asked.expireAt);
  if (expireAt <= now) throw invalidField("expireAt", "This time has passed.");

  const { secret, ...customer } = asked.customer ?? {};
  const intent = store.intents.put({
    id: ids.intent(),
    seq: store.nextSeq(),
    request: { ...asked, ...(asked.customer ? { customer } : {}) },
    ...(secret === undefined ? {} : { customerSecret: secret }),
    totalAmount: totalOf(asked),
    status: "Created",
    createdAt: clock.iso(now),
    updatedAt: clock.iso(now),
    expireAt: clock.iso(expireAt),
    refundedAmount: 0,
    paymentEvents: [],
  });
  planExpiry(world, intent);
  sender.emit("payment_intent.created", intent);
  return intent;
}

function checkCustomer(world: World, customer: IntentRequest["customer"]): void {
  if (!customer) return;
  const { id, secret, savedCardId } = customer;
  if (id === undefined) {
    if (secret !== undefined || savedCardId !== undefined) {
      throw invalidField("customer.id", "Required with a secret or a saved card.");
    }
    return;
  }
  if (!world.store.customers.get(id)) throw invalidField("customer.id", "There is no such customer.");
  if (secret !== undefined && !validSecret(world, id, secret)) {
    throw invalidField("customer.secret", "The secret has expired or belongs to another customer.");
  }
  if (savedCardId !== undefined && world.store.savedCards.get(savedCardId)?.customerId !== id) {
    throw invalidField("customer.savedCardId", "The customer has no such saved card.");
  }
}
