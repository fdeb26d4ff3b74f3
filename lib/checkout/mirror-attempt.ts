import { resultCodeOf } from "@/lib/checkout/result-code";
import type { AttemptState } from "@/lib/db/generated/enums";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";

const STATE_OF: Readonly<Record<string, AttemptState>> = {
  Created: "OPEN",
  Authorized: "OPEN",
  Captured: "CAPTURED",
  Canceled: "CANCELED",
  Reversed: "REVERSED",
  Refunded: "REFUNDED",
};

/** No two final states share a rank, or the first heard would win: news of money beats news of none. */
const RANK: Readonly<Record<AttemptState, number>> = {
  SENDING: 0,
  UNKNOWN: 0,
  OPEN: 1,
  NOT_CREATED: 2,
  REFUSED: 2,
  CANCELED: 3,
  CAPTURED: 4,
  REVERSED: 5,
  REFUNDED: 6,
};

/** Our copy of one payment intent. Amounts in minor units; what was sent stands beside what came back. */
export type AttemptMirror = {
  state: AttemptState;
  reference: string;
  customerId: string | null;
  capturedMinor: number;
  refundedMinor: number;
  /** How the money taken differs from the order; once found it stays. */
  mismatch: string | null;
  /** Dojo's own word for it, and its result in the guide's code. */
  dojoStatus: string | null;
  resultCode: number | null;
};

type Amounts = Pick<AttemptMirror, "state" | "capturedMinor" | "refundedMinor">;
type Frozen = { totalMinor: number; currency: string };

/**
 * Moves our mirror of an intent forward only, so that the order and number of snapshots cannot matter.
 * A status word we do not know is neither paid nor failed: it only says that the intent is there.
 */
export function joinAttempt<T extends AttemptMirror>(mirror: T, intent: PaymentIntent, order: Frozen): T {
  const seen = (Object.hasOwn(STATE_OF, intent.status) && STATE_OF[intent.status]) || "OPEN";
  const rank = RANK[seen];
  const ahead = rank > RANK[mirror.state];
  // A payment reversed the same day was captured before, and only its events still say so.
  const taken = seen === "CAPTURED" || seen === "REFUNDED" || intent.events.includes("Captured");
  // What was thought not to be there is there after all: its word is news, though it can no longer be opened.
  const behind = rank < RANK[mirror.state] && mirror.state !== "NOT_CREATED";
  return {
    ...mirror,
    state: ahead ? seen : mirror.state,
    dojoStatus: behind ? mirror.dojoStatus : intent.status,
    resultCode: behind ? mirror.resultCode : resultCodeOf(intent.status, intent.events),
    capturedMinor: Math.max(mirror.capturedMinor, taken ? (intent.totalMinor ?? intent.amountMinor) : 0),
    refundedMinor: Math.max(mirror.refundedMinor, intent.refundedMinor),
    mismatch: mirror.mismatch ?? (taken ? findMismatch(intent, order, mirror) : null),
  };
}

type Sent = { reference: string; customerId: string | null };

/** What a captured intent must equal before goods leave: amount, currency, reference, customer. Null when it does. */
export function findMismatch(intent: PaymentIntent, order: Frozen, sent: Sent): string | null {
  const amounts = [intent.amountMinor, intent.totalMinor ?? intent.amountMinor];
  if (amounts.some((minor) => minor !== order.totalMinor)) return "the amount differs from the order";
  if (intent.currency !== order.currency) return "the currency differs from the order";
  if (intent.reference !== sent.reference) return "the reference differs from the order";
  if (intent.customerId !== sent.customerId) return "the customer differs from the order";
  return null;
}

type Asked = Sent & { amount: { value: number; currencyCode: string } };

/** A new intent that is not what was asked for is never shown. */
export function isAsAsked(intent: PaymentIntent, { amount, reference, customerId }: Asked): boolean {
  return (
    intent.status === "Created" &&
    intent.reference === reference &&
    intent.amountMinor === amount.value &&
    intent.currency === amount.currencyCode &&
    intent.customerId === customerId
  );
}

/** States in which an intent can no longer be paid and holds no money: cancelled at Dojo, or never shown to anybody. */
export const CLOSED: readonly AttemptState[] = ["CANCELED", "REVERSED", "REFUNDED", "NOT_CREATED", "REFUSED"];

/** Dojo took money for it at some time, whatever became of it. */
export function tookMoney({ state, capturedMinor }: Pick<AttemptMirror, "state" | "capturedMinor">): boolean {
  return state === "CAPTURED" || state === "REFUNDED" || capturedMinor > 0;
}

export type Money = "none" | "taken" | "given-back";

/** Where the shopper's money is: an order can have ended unpaid although Dojo took some, too late or too much. */
export function moneyOf(attempts: readonly Amounts[]): Money {
  if (!attempts.some(tookMoney)) return "none";
  return attempts.some((attempt) => keptMinor(attempt) > 0) ? "taken" : "given-back";
}

/** What Dojo took for this attempt and has not given back, in minor units. */
export function keptMinor({ state, capturedMinor, refundedMinor }: Amounts): number {
  return state === "CAPTURED" ? Math.max(0, capturedMinor - refundedMinor) : 0;
}
