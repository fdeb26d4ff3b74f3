import { findCardByToken } from "../cards";
import type { Intent } from "../entities";
import { Refusal } from "../errors";
import type { World } from "../world";
import { isPending } from "./pending";
import { recordDecline, settle } from "./settle";
import { currentSetup, putStatus } from "./setup";

/**
 * Charges the card of the intent's setup intent, without the shopper. A no-show is charged once; an unscheduled
 * agreement goes on (our reading of its two statuses).
 */
export function chargeIntent(world: World, intent: Intent): { intent: Intent; paid: boolean } {
  if (intent.status !== "Created") throw new Refusal(400, `The payment intent is ${intent.status}.`);
  if (isPending(world, intent)) throw new Refusal(400, "The shopper is paying at this moment.");
  const { setupIntentId } = intent.request;
  if (setupIntentId === undefined) throw new Refusal(400, "The payment intent names no setup intent.");
  const setup = currentSetup(world, setupIntentId);
  const again =
    setup?.status === "Completed" && setup.request.merchantInitiatedTransactionType === "Unscheduled";
  const card = setup?.card && findCardByToken(setup.card.token);
  if (!setup?.card || !card || !(setup.status === "Authorized" || again)) {
    throw new Refusal(400, `The setup intent is ${setup?.status ?? "gone"}: there is no card to charge.`);
  }
  const { expiryDate, name } = setup.card;
  const instrument = { card, expiryDate, name };
  const transactionId = world.ids.transaction();
  if (card.outcome === "insufficientFunds") {
    const refused = { instrument, reason: card.outcome, transactionId, save: false };
    const declined = recordDecline(world, intent, refused);
    return { intent: declined, paid: false };
  }
  putStatus(world, setup, "Completed");
  return { intent: settle(world, intent, instrument, false, transactionId), paid: true };
}
