import type { Delivery, Intent } from "../entities";
import { presentIntent } from "../payments/present";
import { redact, secretFingerprint } from "../redact";
import { presentCustomer } from "../routes/customers";
import { presentSavedCard } from "../routes/payment-methods";
import { presentSubscription } from "../routes/webhooks";
import type { World } from "../world";

/** Everything there is, as the API shows it; secrets only as fingerprints and intents without their link. */
export function readState(world: World) {
  const { store, clock } = world;
  return {
    now: clock.iso(),
    customers: store.customers.all().map(presentCustomer),
    paymentMethods: store.savedCards.all().map((card) => ({
      customerId: card.customerId,
      ...presentSavedCard(card),
    })),
    paymentIntents: store.intents.all().map((intent) => withoutLink(world, intent)),
    refunds: store.refunds.all().map(({ id, paymentIntentId, amount, refundReason, notes, createdAt }) => ({
      paymentIntentId,
      refundId: id,
      amount,
      refundReason,
      notes,
      createdAt,
    })),
    subscriptions: redact(store.subscriptions.all().map((each) => presentSubscription(world, each))),
    deliveries: store.deliveries.all().map(presentDelivery),
  };
}

/** An intent as the control API shows it: its link is a credential and stays out, the session's is a fingerprint. */
export function withoutLink(world: World, intent: Intent) {
  const { paymentLink: _credential, ...shown } = presentIntent(world, intent);
  return withoutSession(shown);
}

export function withoutSession<T extends { clientSessionSecret?: string | undefined }>(shown: T): T {
  const { clientSessionSecret: secret } = shown;
  return secret === undefined ? shown : { ...shown, clientSessionSecret: secretFingerprint(secret) };
}

function presentDelivery(delivery: Delivery) {
  const { id, eventId, event, url, state, attempts, nextAttemptAt, body } = delivery;
  return { id, eventId, event, url, state, attempts, nextAttemptAt, body: JSON.parse(body) as unknown };
}
