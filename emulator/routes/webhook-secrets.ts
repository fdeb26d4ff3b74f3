import type { Handlers } from "../call";
import type { Subscription, WebhookSecret } from "../entities";
import { Refusal } from "../errors";
import type { World } from "../world";
import { findSubscription } from "./webhooks";

/** The description has a 409 for a new secret without saying when; too many of them is our reading. */
const MOST_SECRETS = 5;

/** Rotation in three steps: generate (inactive), activate, delete the old one. */
export function webhookSecretHandlers(world: World): Handlers {
  const { store, clock, ids } = world;
  const replaceSecrets = (subscription: Subscription, secrets: WebhookSecret[]) =>
    store.subscriptions.put({ ...subscription, secrets, updatedAt: clock.iso() });
  const findSecret = (subscription: Subscription, id: string) => {
    const secret = subscription.secrets.find((each) => each.id === id);
    if (!secret) throw new Refusal(404, "The subscription has no such secret.");
    return secret;
  };
  const present = ({ id, secrets }: Subscription) => ({ status: 200, body: { id, secrets } });

  return {
    Webhooks_GetSecrets(call) {
      return present(findSubscription(world, call.param("subscriptionId")));
    },

    Webhooks_GenerateSecret(call) {
      const subscription = findSubscription(world, call.param("subscriptionId"));
      if (subscription.secrets.length >= MOST_SECRETS) {
        throw new Refusal(409, `A subscription has at most ${MOST_SECRETS} secrets; delete one first.`);
      }
      const value = ids.webhookSecretValue();
      const secret = { id: ids.webhookSecret(), value, createdAt: clock.iso(), isActive: false };
      return present(replaceSecrets(subscription, [...subscription.secrets, secret]));
    },

    Webhooks_ActivateSecret(call) {
      const subscription = findSubscription(world, call.param("subscriptionId"));
      const { id } = findSecret(subscription, call.param("secretId"));
      const active = subscription.secrets.map((each) =>
        each.id === id ? { ...each, isActive: true } : each,
      );
      replaceSecrets(subscription, active);
      return { status: 204 };
    },

    Webhooks_DeleteSecret(call) {
      const subscription = findSubscription(world, call.param("subscriptionId"));
      const { id } = findSecret(subscription, call.param("secretId"));
      const rest = subscription.secrets.filter((each) => each.id !== id);
      replaceSecrets(subscription, rest);
      return { status: 204 };
    },
  };
}
