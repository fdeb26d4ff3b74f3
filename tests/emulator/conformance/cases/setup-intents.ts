import type { Dojo, Json } from "../../dojo";
import { type Asked, answers, type Cases } from "./case";
import { step } from "./helpers";
import { authorised, SETUP, setupIntent } from "./money";
import { ADDRESS, CONFIG, gbp, METADATA, ORDER, SHIPPING } from "./samples";

const DAY = 24 * 60 * 60_000;

const of = (setup: Json): Asked => ({ params: { setupIntentId: setup.id } });

const create = (more: object) => (): Asked => ({ body: { ...SETUP, ...more } });

/** All that the request can say. */
const everything = async (dojo: Dojo): Promise<Asked> => ({
  body: {
    ...SETUP,
    description: "A table for two",
    customer: {
      id: await dojo.customer(),
      emailAddress: "ann@shop.example",
      phoneNumber: "+44 113 496 0000",
    },
    captureMode: "Auto",
    paymentMethods: ["Card"],
    billingAddress: ADDRESS,
    shippingDetails: SHIPPING,
    config: CONFIG,
    metadata: METADATA,
    intendedAmount: gbp(5000),
    orderDetails: ORDER,
    expireAt: new Date(Date.now() + DAY).toISOString(),
  },
});

const rich = async (dojo: Dojo) => {
  const setup = await step(dojo, "/setup-intents", (await everything(dojo)).body);
  return step(dojo, "/_emulator/authorize-setup", { setupIntentId: setup.id });
};

const charged = async (dojo: Dojo) => {
  const setup = await authorised(dojo);
  const intent = await dojo.intent({ setupIntentId: setup.id });
  await step(dojo, `/payment-intents/${intent.id}/charge`);
  return setup;
};

export const setupIntentCases: Cases = {
  SetupIntents_Create: [
    answers(200, "a setup intent with everything", everything),
    answers(200, "what is required", create({})),
    answers(200, "an unscheduled charge", create({ merchantInitiatedTransactionType: "Unscheduled" })),
    answers(400, "another kind of charge", create({ merchantInitiatedTransactionType: "Weekly" })),
    answers(400, "an unknown customer", create({ customer: { id: "cust_sandbox_unknown" } })),
    answers(400, "another currency", create({ intendedAmount: { value: 100, currencyCode: "USD" } })),
    answers(400, "an expiry in the past", create({ expireAt: "2020-01-01T00:00:00Z" })),
  ],
  SetupIntents_GetById: [
    answers(200, "one with everything and a card", async (dojo) => of(await rich(dojo))),
    answers(200, "a new one", async (dojo) => of(await setupIntent(dojo))),
    answers(200, "one that was charged", async (dojo) => of(await charged(dojo))),
  ],
  SetupIntents_Delete: [
    answers(200, "a new one", async (dojo) => of(await setupIntent(dojo))),
    answers(200, "one with a card, on purpose", async (dojo) => ({
      ...of(await authorised(dojo)),
      query: "includeAuthorized=true",
    })),
    answers(400, "one with a card", async (dojo) => of(await authorised(dojo))),
    answers(400, "one that was charged", async (dojo) => of(await charged(dojo))),
  ],
  SetupIntents_GetPublicById: [
    answers(200, "one with everything and a card", async (dojo) => of(await rich(dojo))),
    answers(200, "a new one", async (dojo) => of(await setupIntent(dojo))),
  ],
  SetupIntents_RefreshPaymentIntentToken: [
    answers(200, "a new one", async (dojo) => of(await setupIntent(dojo))),
    answers(400, "one with a card", async (dojo) => of(await authorised(dojo))),
  ],
  SetupIntents_RefreshSetupIntentTokenPublic: [
    answers(200, "a new one", async (dojo) => of(await setupIntent(dojo))),
    answers(400, "one with a card", async (dojo) => of(await authorised(dojo))),
  ],
};
