import { attemptTimes } from "@/lib/checkout/attempt-times";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";

export type LostAttempt = { id: string; state: string; reference: string; ageMs: number };

export type Found =
  /** The first is the attempt's own; more are nobody's, and are cancelled. */
  | { kind: "there"; first: PaymentIntent; more: PaymentIntent[] }
  | { kind: "absent" }
  /** Known to be absent before, and still is. */
  | { kind: "still-absent" }
  /** Too young: it may still be made at Dojo. */
  | { kind: "not-yet" };

/** What a finished search says of an attempt whose reply was lost; pure. `found` are the intents of that attempt. */
export function judgeLost(found: readonly PaymentIntent[], { state, ageMs }: LostAttempt): Found {
  const [first, ...more] = found.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  if (first) return { kind: "there", first, more };
  if (state === "NOT_CREATED") return { kind: "still-absent" };
  return ageMs < attemptTimes.quarantineMs ? { kind: "not-yet" } : { kind: "absent" };
}
