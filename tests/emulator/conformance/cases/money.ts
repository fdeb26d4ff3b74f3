import type { Dojo, Json } from "../../dojo";
import { paid, step } from "./helpers";
import { gbp } from "./samples";

/** An intent whose money is held until it is captured. */
export async function held(dojo: Dojo): Promise<Json> {
  return paid(dojo, { captureMode: "Manual" });
}

export async function captured(dojo: Dojo, body: object): Promise<Json> {
  const intent = await held(dojo);
  await step(dojo, `/payment-intents/${intent.id}/captures`, body);
  return intent;
}

export async function reversed(dojo: Dojo): Promise<Json> {
  const intent = await held(dojo);
  await step(dojo, `/payment-intents/${intent.id}/reversal`);
  return intent;
}

export async function refund(dojo: Dojo, intent: Json, amount: number): Promise<Json> {
  return step(dojo, `/payment-intents/${intent.id}/refunds`, { amount }, { idempotencyKey: "refund-1" });
}

export async function refunded(dojo: Dojo, amount: number): Promise<Json> {
  const intent = await paid(dojo);
  await refund(dojo, intent, amount);
  return intent;
}

export const SETUP = {
  reference: "Booking 7",
  merchantInitiatedTransactionType: "NoShow",
  terms: "We may charge you for a table that stays empty.",
};

export async function setupIntent(dojo: Dojo): Promise<Json> {
  return step(dojo, "/setup-intents", { ...SETUP, intendedAmount: gbp(5000) });
}

/** A setup intent whose card is kept for later. */
export async function authorised(dojo: Dojo): Promise<Json> {
  const { id } = await setupIntent(dojo);
  return step(dojo, "/_emulator/authorize-setup", { setupIntentId: id });
}

/** A payment intent that can charge a kept card. */
export async function chargeable(dojo: Dojo): Promise<Json> {
  return dojo.intent({ setupIntentId: (await authorised(dojo)).id });
}

export async function charged(dojo: Dojo): Promise<Json> {
  const intent = await chargeable(dojo);
  await step(dojo, `/payment-intents/${intent.id}/charge`);
  return intent;
}
