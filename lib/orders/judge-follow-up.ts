import type { OutboxState } from "@/lib/db/generated/enums";
import type { DojoError } from "@/lib/dojo/errors";

const GIVE_UP_AFTER = 12;

/** How one try ended. `later`: surely nothing happened, and it may work another time. */
export type Outcome =
  | { state: Exclude<OutboxState, "WAITING" | "SENDING">; note?: string }
  | { state: "later" };

/** What a failed call means for a mail that Dojo would send twice: an unknown outcome is never tried again. */
export function outcomeOfReceipt(failed: DojoError | null): Outcome {
  if (!failed) return { state: "DONE" };
  if (!failed.nothingHappened) return { state: "UNKNOWN", note: failed.kind };
  return failed.retryable || failed.kind === "unauthorised"
    ? { state: "later" }
    : { state: "FAILED", note: failed.kind };
}

export type FollowUp = Exclude<Outcome, { state: "later" }> | { state: "WAITING"; retryInSeconds: number };

/** Where an item of the outbox goes after a try: done, to a person, or back for another, from ten seconds to an hour. */
export function judgeFollowUp(outcome: Outcome, tries: number): FollowUp {
  if (outcome.state !== "later") return outcome;
  if (tries >= GIVE_UP_AFTER) return { state: "FAILED", note: "given up" };
  return { state: "WAITING", retryInSeconds: Math.min(3_600, 5 * 2 ** tries) };
}
