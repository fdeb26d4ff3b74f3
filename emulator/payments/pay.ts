import { isExpired } from "../cards";
import type { Challenge, DeclineReason, Intent } from "../entities";
import type { World } from "../world";
import { currentIntent } from "./expire";
import { type Instrument, storedInstrument, storeInstrument } from "./instrument";
import { askSlowBank, isPending } from "./pending";
import { recordDecline, recordEvent, settle } from "./settle";

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
  /** A slow bank was asked just now. */
  | { kind: "pending"; intent: Intent }
  /** A slow bank was asked before and has not answered: nothing was done. */
  | { kind: "busy"; intent: Intent }
  | { kind: "closed"; intent: Intent };

/** One payment attempt. A decline leaves the intent `Created`, so the shopper may try again. */
export function attemptPayment(world: World, intent: Intent, attempt: Attempt): Result {
  const current = currentIntent(world, intent.id) ?? intent;
  if (current.status !== "Created") return { kind: "closed", intent: current };
  if (isPending(world, current)) return { kind: "busy", intent: current };
  const { instrument, save } = attempt;
  const transactionId = world.ids.transaction();
  const reason = declineReason(world, attempt);
  if (reason) {
    const refused = { instrument, reason, transactionId, save };
    return { kind: "declined", intent: recordDecline(world, current, refused) };
  }
  const { outcome } = instrument.card;
  if (outcome === "challenge" || outcome === "challengeFails") {
    return { kind: "challenge", challenge: startChallenge(world, current, instrument, save, transactionId) };
  }
  if (outcome === "slow") {
    askSlowBank(world, current, instrument, save, transactionId);
    return { kind: "pending", intent: current };
  }
  return { kind: "paid", intent: settle(world, current, instrument, save, transactionId) };
}

/** The shopper's answer on the 3-D Secure page; a challenge can be answered once. */
export function answerChallenge(world: World, challenge: Challenge, passed: boolean): Result | undefined {
  const intent = currentIntent(world, challenge.paymentIntentId);
  const instrument = storedInstrument(challenge);
  if (!intent || !instrument) return undefined;
  if (isPending(world, intent)) return { kind: "busy", intent };
  return world.store.write(() => {
    world.store.challenges.remove(challenge.id);
    if (intent.status !== "Created") return { kind: "closed", intent };
    const { transactionId, save } = challenge;
    const expired = isExpired(instrument.expiryDate, world.clock.now());
    if (passed && !expired && instrument.card.outcome !== "challengeFails") {
      return { kind: "paid", intent: settle(world, intent, instrument, save, transactionId) };
    }
    const refused = {
      instrument,
      reason: expired ? ("expired" as const) : ("threeDSecure" as const),
      transactionId,
      save,
    };
    return { kind: "declined", intent: recordDecline(world, intent, refused) };
  });
}

/** What can be mended is named first: the date and the code before the bank's own reason. */
function declineReason(world: World, { instrument, securityCode }: Attempt): DeclineReason | undefined {
  const { card, expiryDate } = instrument;
  if (isExpired(expiryDate, world.clock.now())) return "expired";
  if (securityCode !== null && securityCode !== card.securityCode) return "securityCode";
  const { outcome } = card;
  const refused = outcome === "declined" || outcome === "insufficientFunds" || outcome === "referred";
  return refused ? outcome : undefined;
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
    return world.store.challenges.put({
      id: world.ids.challenge(),
      paymentIntentId: intent.id,
      ...storeInstrument(instrument),
      save,
      transactionId,
    });
  });
}
