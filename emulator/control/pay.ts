import type { z } from "zod";
import { DEFAULT_CARD, DEFAULT_EXPIRY, findCardByNumber, schemeName, type TestCard } from "../cards";
import type { Intent, SetupIntent } from "../entities";
import { invalidField, Refusal } from "../errors";
import { type Instrument, savedInstrument } from "../payments/instrument";
import { answerChallenge, attemptPayment } from "../payments/pay";
import { paymentMethods } from "../payments/present";
import { authorizeSetup } from "../payments/setup";
import { findIntent } from "../routes/payment-intents";
import { findSetup } from "../routes/setup-intents";
import type { World } from "../world";
import type { authorizeSetupBody, payBody } from "./schema";

/** Pays as a shopper would on the hosted page, who knows the security code and confirms a challenge. */
export function controlPay(world: World, asked: z.infer<typeof payBody>): Intent {
  const intent = findIntent(world, asked.paymentIntentId);
  const instrument = chooseInstrument(world, intent, asked);
  if (!world.settings.cardSchemes.includes(instrument.card.scheme)) {
    throw invalidField("card", `${schemeName(instrument.card.scheme)} cards are not accepted here.`);
  }
  const save = asked.saveCard ?? false;
  const result = attemptPayment(world, intent, { instrument, securityCode: null, save });
  const settled = result.kind === "challenge" ? answerChallenge(world, result.challenge, true) : result;
  if (settled?.kind === "busy") throw new Refusal(409, "A slow bank has not answered the last payment yet.");
  if (settled?.kind === "closed") throw new Refusal(409, `The payment intent is ${settled.intent.status}.`);
  return findIntent(world, intent.id);
}

/** Enters a card for a setup intent: in the real service a shopper does it on Dojo's page. */
export function controlAuthorizeSetup(world: World, asked: z.infer<typeof authorizeSetupBody>): SetupIntent {
  return authorizeSetup(world, findSetup(world, asked.setupIntentId), chooseCard(asked.card));
}

function chooseInstrument(world: World, intent: Intent, asked: z.infer<typeof payBody>): Instrument {
  const methods = paymentMethods(intent);
  if (asked.paymentMethodId !== undefined) {
    const saved = world.store.savedCards.get(asked.paymentMethodId);
    const own = saved && saved.customerId === intent.request.customer?.id;
    const instrument = own ? savedInstrument(saved) : undefined;
    if (!instrument || !methods.includes("SavedCard")) {
      throw invalidField(
        "paymentMethodId",
        "The intent's customer has no such saved card, or it takes none.",
      );
    }
    return instrument;
  }
  if (!methods.includes("Card")) throw invalidField("card", "The intent takes no new card.");
  return { card: chooseCard(asked.card), expiryDate: DEFAULT_EXPIRY, name: "Test Shopper" };
}

function chooseCard(number = DEFAULT_CARD): TestCard {
  const card = findCardByNumber(number.replace(/[\s-]/g, ""));
  if (!card) throw invalidField("card", "This is not one of the test cards.");
  return card;
}
