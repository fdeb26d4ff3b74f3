import { findCardByToken, isExpired } from "../cards";
import type { Challenge, Intent } from "../entities";
import type { World } from "../world";
import { currentIntent } from "./expire";
import type { Instrument } from "./instrument";
import { recordEvent, settle } from "./settle";

export type Attempt = {
  instrument: Instrument;
  /** null when the control API pays: it knows the code. */
  securityCode: string | null;
  save: boolean;
};

export type Result =
  | { kind: "paid"; intent: Intent }
  | { kind: "declined"; intent: Intent }
  | { kind: "challenge"; challenge: Challenge }
  | { kind: "closed"; intent: Intent };

/** One payment attempt. A decline leaves the intent `Created`, so the shopper may try again. */
export function attemptPayment(world: World, intent: Intent, attempt: Attempt): Result {
  const current = currentIntent(world, intent.id) ?? intent;
  if (current.status !== "Created") return { kind: "closed", intent: current };
  const { instrument, securityCode, save } = attempt;
  const transactionId = world.ids.transaction();
  const refused =
    instrument.card.declined ||
    isExpired(instrument.expiryDate, world.clock.now()) ||
    (securityCode !== null && securityCode !== instrument.card.securityCode);
  if (refused) {
    return { kind: "declined", intent: recordEvent(world, current, instrument, "Declined", transactionId) };
  }
  if (instrument.card.challenge) {
    return { kind: "challenge", challenge: startChallenge(world, current, instrument, save, transactionId) };
  }
  return { kind: "paid", intent: settle(world, current, instrument, save, transactionId) };
}

/** The shopper's answer on the 3-D Secure page; a challenge can be answered once. */
export function answerChallenge(world: World, challenge: Challenge, passed: boolean): Result | undefined {
  const intent = currentIntent(world, challenge.paymentIntentId);
  const instrument = challengedInstrument(challenge);
  if (!intent || !instrument) return undefined;
  return world.store.write(() => {
    world.store.challenges.remove(challenge.id);
    if (intent.status !== "Created") return { kind: "closed", intent };
    const { transactionId, save } = challenge;
    if (passed) return { kind: "paid", intent: settle(world, intent, instrument, save, transactionId) };
    return { kind: "declined", intent: recordEvent(world, intent, instrument, "Declined", transactionId) };
  });
}

function startChallenge(
  world: World,
  intent: Intent,
  instrument: Instrument,
  save: boolean,
  transactionId: string,
): Challenge {
  return world.store.write(() => {
    recordEvent(world, intent, instrument, "AuthChallenged", transactionId);
    const { card, expiryDate, name, savedCardId } = instrument;
    return world.store.challenges.put({
      id: world.ids.challenge(),
      paymentIntentId: intent.id,
      token: card.token,
      expiryDate,
      name,
      save,
      ...(savedCardId === undefined ? {} : { savedCardId }),
      transactionId,
    });
  });
}

function challengedInstrument(challenge: Challenge): Instrument | undefined {
  const card = findCardByToken(challenge.token);
  const { expiryDate, name, savedCardId } = challenge;
  return card && { card, expiryDate, name, ...(savedCardId === undefined ? {} : { savedCardId }) };
}
