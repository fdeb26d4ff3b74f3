import { NOT_TAKEN } from "@/lib/checkout/result-code";

export type Outcome = "received" | "not-completed" | "cancelled" | "checking";

const CHALLENGED = 3;
const DECLINED = 5;
const UNPAID = ["Created", "Canceled"];

export type Known = { status: string; resultCode: number | null; dojoStatus: string | null };

/** `fresh`: what is known is Dojo's word of this moment. Of an open order only that makes a payment "not completed". */
export function outcomeOf(
  { status, resultCode, dojoStatus }: Known,
  { turnedBack, fresh }: { turnedBack: boolean; fresh: boolean },
): Outcome {
  if (["PAID", "PARTLY_REFUNDED", "REFUNDED"].includes(status)) return "received";
  if (status === "CANCELLED" || status === "EXPIRED") return "not-completed";
  if (status !== "AWAITING_PAYMENT" || !fresh) return "checking";
  // Authorized, a security check under way or a word we do not know may yet be money.
  if (!UNPAID.includes(dojoStatus ?? "") || resultCode === CHALLENGED) return "checking";
  if (turnedBack) return "cancelled";
  return resultCode !== null && NOT_TAKEN.includes(resultCode) ? "not-completed" : "checking";
}

export type Cause = "declined" | "failed" | "expired" | "ended" | "turned-back";

/** Why nothing was paid, for the two outcomes that say so. */
export function causeOf(outcome: Outcome, { status, resultCode }: Known): Cause | null {
  if (outcome !== "not-completed" && outcome !== "cancelled") return null;
  if (status === "EXPIRED") return "expired";
  if (status === "CANCELLED") return "ended";
  if (resultCode === DECLINED) return "declined";
  return outcome === "cancelled" ? "turned-back" : "failed";
}
