import type { Handlers } from "../call";
import type { Subscription } from "../entities";
import { Refusal } from "../errors";
import { createSubscription, EVENTS, updateSubscription } from "../schemas/webhook";
import type { World } from "../world";

/** A subscription as the API shows it. */
export function presentSubscription(world: World, { seq: _internal, ...subscription }: Subscription) {
  return { ...subscription, accountId: world.settings.accountId };
}

export function findSubscription(world: World, id: string): Subscription {
  const subscription = world.store.subscriptions.get(id);
  if (!subscription) throw new Refusal(404, "There is no such subscription.");
  return subscription;
}

export function webhookHandlers(world: World): Handlers {
  const { store, clock, ids } = world;
  return {
    Webhooks_GetAllWebhooks() {
      return { status: 200, body: Object.entries(EVENTS).map(([model, events]) => ({ model, events })) };
    },

    Webhooks_GetAlSubscriptions() {
      return { status: 200, body: store.subscriptions.all().map((each) => presentSubscription(world, each)) };
    },

    Webhooks_Subscribe(call) {
      const asked = call.body(createSubscription);
      refuseTaken(world, asked.events, undefined);
      const now = clock.iso();
      const secret = {
        id: ids.webhookSecret(),
        value: ids.webhookSecretValue(),
        createdAt: now,
        isActive: true,
      };
      const own = { id: ids.subscription(), seq: store.nextSeq(), createdAt: now, updatedAt: now };
      const subscription = store.subscriptions.put({ ...asked, ...own, secrets: [secret] });
      return { status: 200, body: presentSubscription(world, subscription) };
    },

    Webhooks_SubscribeUpdate(call) {
      const subscription = findSubscription(world, call.param("subscriptionId"));
      const changes = call.body(updateSubscription);
      refuseTaken(world, changes.events ?? [], subscription.id);
      const updated = store.subscriptions.put({ ...subscription, ...changes, updatedAt: clock.iso() });
      return { status: 200, body: presentSubscription(world, updated) };
    },

    Webhooks_DeleteSubscriptions(call) {
      store.subscriptions.remove(findSubscription(world, call.param("subscriptionId")).id);
      return { status: 204 };
    },
  };
}

/** Dojo allows one webhook for each event. */
function refuseTaken(world: World, events: readonly string[], own: string | undefined): void {
  const others = world.store.subscriptions.all().filter((each) => each.id !== own);
  const taken = events.find((event) => others.some((other) => other.events.includes(event)));
  if (taken) throw new Refusal(409, `There is a webhook for ${taken} already.`);
}
