import type { Dojo, Json } from "../../dojo";
import { answers, type Cases } from "./case";
import { step } from "./helpers";

const [CREATED, UPDATED] = ["payment_intent.created", "payment_intent.status_updated"] as const;
const HOOK = { events: [CREATED, UPDATED], url: "https://shop.example/hook", description: "Orders" };

const subscribe = (dojo: Dojo, more: object = {}): Promise<Json> =>
  step(dojo, "/webhooks", { ...HOOK, ...more });

const subscription = async (dojo: Dojo) => ({
  params: { subscriptionId: (await subscribe(dojo)).id as string },
});

/** A subscription with a second secret, which is not active yet. */
const secondSecret = async (dojo: Dojo) => {
  const { params } = await subscription(dojo);
  const { secrets } = await step(dojo, `/webhooks/${params.subscriptionId}/secrets`);
  return { params: { ...params, secretId: secrets[1].id as string } };
};

export const webhookCases: Cases = {
  Webhooks_GetAllWebhooks: [answers(200, "the events there are", () => ({}))],
  Webhooks_GetAlSubscriptions: [
    answers(200, "one subscription", async (dojo) => {
      await subscribe(dojo);
      return {};
    }),
    answers(200, "no subscription", () => ({})),
  ],
  Webhooks_Subscribe: [
    answers(200, "two events, with a description", () => ({ body: HOOK })),
    answers(200, "without a description", () => ({ body: { ...HOOK, description: undefined } })),
    answers(409, "an event that has a webhook", async (dojo) => {
      await subscribe(dojo, { events: [UPDATED] });
      return { body: HOOK };
    }),
    answers(400, "no event", () => ({ body: { ...HOOK, events: [] } })),
    answers(400, "an event that does not exist", () => ({ body: { ...HOOK, events: ["order.paid"] } })),
    answers(400, "an address without encryption", () => ({
      body: { ...HOOK, url: "http://shop.example/hook" },
    })),
  ],
  Webhooks_SubscribeUpdate: [
    answers(200, "every field", async (dojo) => ({
      ...(await subscription(dojo)),
      body: { ...HOOK, events: [UPDATED] },
    })),
    answers(200, "no field", async (dojo) => ({ ...(await subscription(dojo)), body: {} })),
    answers(409, "an event that has a webhook", async (dojo) => {
      await subscribe(dojo, { events: [CREATED] });
      const { id } = await subscribe(dojo, { events: [UPDATED] });
      return { params: { subscriptionId: id }, body: { events: [CREATED] } };
    }),
    answers(400, "an address without encryption", async (dojo) => ({
      ...(await subscription(dojo)),
      body: { url: "http://shop.example/hook" },
    })),
  ],
  Webhooks_DeleteSubscriptions: [answers(204, "a subscription", subscription)],
  Webhooks_GetSecrets: [answers(200, "the first secret", subscription)],
  Webhooks_GenerateSecret: [
    answers(200, "a second secret", subscription),
    answers(409, "a sixth secret", async (dojo) => {
      const asked = await subscription(dojo);
      for (let count = 1; count < 5; count++)
        await step(dojo, `/webhooks/${asked.params.subscriptionId}/secrets`);
      return asked;
    }),
  ],
  Webhooks_ActivateSecret: [answers(204, "a new secret", secondSecret)],
  Webhooks_DeleteSecret: [answers(204, "a secret", secondSecret)],
};
