import type { RefundOrigin, RefundState } from "@/lib/db/generated/enums";
import type { DojoError } from "@/lib/dojo/errors";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";

const SECOND = 1_000;
/** How long to wait after a try whose outcome is unknown: then the same key goes out again. */
const WAITS_MS = [1, 5, 30, 300].map((seconds) => seconds * SECOND);
/** A refusal that the intent's total does not explain may be one that a reading does not show yet. */
const REFUSALS_BELIEVED = 3;
/** How long Dojo keeps a key is not documented: after a day it is not relied on. */
const KEY_TRUSTED_MS = 24 * 60 * 60 * SECOND;

export type SentRefund = {
  origin: RefundOrigin;
  amountMinor: number;
  /** What Dojo had given back on the intent before this was first sent. */
  refundedBeforeMinor: number;
  tries: number;
};

/** What is known of the intent now, in minor units. */
export type Given = { capturedMinor: number; refundedMinor: number; gone: boolean };

export type TryOutcome =
  | { kind: "done"; dojoRefundId: string | null }
  /** It may have happened, or may another time: never sent again under another key. */
  | { kind: "unknown" }
  | { kind: "refused"; why: string }
  /** Not sent again, because the key is too old to be trusted. */
  | { kind: "too-old" };

export type Judgement =
  | { state: Extract<RefundState, "DONE" | "REPLANNED"> }
  | { state: "FAILED"; failure: string }
  | { state: "SENT"; retryInMs: number };

/** What a snapshot says was given back. */
export function givenOf({ status, totalMinor, amountMinor, refundedMinor }: PaymentIntent): Given {
  const gone = status === "Refunded" || status === "Reversed";
  return { capturedMinor: totalMinor ?? amountMinor, refundedMinor, gone };
}

/** How a try ends without anything being sent: nothing left to give back, or a key too old. Null: send it. */
export function outcomeUnsent(
  refund: Pick<SentRefund, "amountMinor" | "tries"> & { ageMs: number },
  given: Given,
): TryOutcome | null {
  if (refund.tries === 1 && refund.amountMinor > leftOf(given))
    return { kind: "refused", why: "There is less left to give back than that." };
  return refund.ageMs > KEY_TRUSTED_MS ? { kind: "too-old" } : null;
}

/** Only a refusal of the refund itself is final; a refused key or a limit may be over the next time. */
export function outcomeOfFailure({ movedOn, status }: DojoError): TryOutcome {
  return movedOn ? { kind: "refused", why: `Dojo refused it (${status}).` } : { kind: "unknown" };
}

/**
 * What a try means for a refund, pure. Done only when the intent's own total says so too: then nothing plans the same
 * money again. An automatic one that was overtaken by a refund in Dojo's portal is planned anew for what is left.
 */
export function judgeRefund(refund: SentRefund, outcome: TryOutcome, now: Given | null): Judgement {
  const again: Judgement = { state: "SENT", retryInMs: waitAfter(refund.tries) };
  if (outcome.kind === "unknown" || now === null) return again;
  const shows = now.gone || now.refundedMinor >= refund.refundedBeforeMinor + refund.amountMinor;
  if (outcome.kind === "done") return shows ? { state: "DONE" } : again;
  if (outcome.kind === "too-old" && shows) return { state: "DONE" };
  const left = leftOf(now);
  const automatic = refund.origin !== "OPERATOR";
  if (automatic && left !== refund.amountMinor) return { state: "REPLANNED" };
  if (automatic && outcome.kind === "refused" && refund.tries < REFUSALS_BELIEVED) return again;
  return { state: "FAILED", failure: failureOf(outcome, shows && refund.tries > 1) };
}

/** The total may have grown by a refund in Dojo's portal: under a key that is trusted a refusal means not made. */
function failureOf(outcome: Extract<TryOutcome, { kind: "refused" | "too-old" }>, shows: boolean): string {
  if (outcome.kind === "too-old") return "Dojo did not say within a day what came of it.";
  return shows ? `${outcome.why} As much was given back since: look before asking again.` : outcome.why;
}

function leftOf({ gone, capturedMinor, refundedMinor }: Given): number {
  return gone ? 0 : capturedMinor - refundedMinor;
}

function waitAfter(tries: number): number {
  return WAITS_MS[Math.min(tries, WAITS_MS.length) - 1] ?? SECOND;
}
