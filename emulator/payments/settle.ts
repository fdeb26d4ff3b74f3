import { maskPan } from "../cards";
import { savedCardsOf } from "../customers";
import type { DeclineReason, Intent } from "../entities";
import type { World } from "../world";
import { cardPayment, paymentEvent } from "./details";
import { planExpiry } from "./expire";
import type { Instrument } from "./instrument";

/** Takes the money (or holds it, with manual capture), saves the card if asked, and tells the merchant. */
export function settle(
  world: World,
  intent: Intent,
  instrument: Instrument,
  save: boolean,
  transactionId: string,
): Intent {
  const { store, clock, ids, sender } = world;
  return store.write(() => {
    const status = intent.request.captureMode === "Manual" ? "Authorized" : "Captured";
    const paymentMethodId =
      instrument.savedCardId ?? (save ? saveCard(world, intent, instrument) : undefined);
    const used = {
      ...instrument,
      ...(paymentMethodId === undefined ? {} : { savedCardId: paymentMethodId }),
    };
    const event = paymentEvent(world, used, status, transactionId, ids.authCode());
    const paid = store.intents.put({
      ...intent,
      status,
      updatedAt: clock.iso(),
      paymentEvents: [...intent.paymentEvents, event],
      paymentDetails: cardPayment(used, event, status === "Captured" ? "DEPOSITED" : "AUTHORIZED"),
    });
    planExpiry(world, paid);
    sender.emit("payment_intent.status_updated", paid);
    return paid;
  });
}

/** Adds an attempt that did not settle to the intent's history; its status stays, so no event is sent. */
export function recordEvent(
  world: World,
  intent: Intent,
  instrument: Instrument,
  eventType: "AuthChallenged" | "Declined",
  transactionId: string,
): Intent {
  const event = paymentEvent(world, instrument, eventType, transactionId, "");
  const paymentEvents = [...intent.paymentEvents, event];
  return world.store.write(() =>
    world.store.intents.put({ ...intent, paymentEvents, updatedAt: world.clock.iso() }),
  );
}

/** A refused attempt: merchants see the event alone, the shopper is told the reason as well. */
export function recordDecline(
  world: World,
  intent: Intent,
  refused: { instrument: Instrument; reason: DeclineReason; transactionId: string; save: boolean },
): Intent {
  const { instrument, reason, transactionId, save } = refused;
  const lastDecline = { transactionId, reason, method: instrument.savedCardId ?? "new", save };
  return recordEvent(world, { ...intent, lastDecline }, instrument, "Declined", transactionId);
}

/** The same card saved twice stays one entry. */
function saveCard(world: World, intent: Intent, { card, expiryDate, name }: Instrument): string | undefined {
  const customerId = intent.request.customer?.id;
  if (customerId === undefined || !world.store.customers.get(customerId)) return undefined;
  const same = savedCardsOf(world, customerId).find(
    (saved) => saved.token === card.token && saved.expiryDate === expiryDate,
  );
  if (same) return same.id;
  return world.store.savedCards.put({
    id: world.ids.savedCard(),
    seq: world.store.nextSeq(),
    customerId,
    token: card.token,
    pan: maskPan(card.number),
    expiryDate,
    scheme: card.scheme,
    name,
  }).id;
}
