import { type AttemptMirror, joinAttempt } from "@/lib/checkout/mirror-attempt";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { isOpaqueId } from "@/lib/ids";

/** In ms: what is younger may still be on its way. */
export const YOUNG_MS = 2 * 60_000;

type Frozen = { totalMinor: number; currency: string };

/** What the comparison says of one payment of Dojo's, null when there is nothing to say. Pure. */
export function findDifference(
  mirror: (AttemptMirror & Frozen) | undefined,
  intent: PaymentIntent,
  nowMs: number,
): string | null {
  if (!mirror) return isOurs(intent, nowMs) ? "Dojo has it, and no order here does" : null;
  return differenceOf(mirror, intent, mirror);
}

/** How settling by Dojo's word would change our mirror, null when it would not; amounts in minor units. Pure. */
export function differenceOf(mirror: AttemptMirror, intent: PaymentIntent, order: Frozen): string | null {
  const joined = joinAttempt(mirror, intent, order);
  if (joined.state !== mirror.state) return `Dojo says ${intent.status}, we had ${mirror.state}`;
  if (joined.refundedMinor !== mirror.refundedMinor)
    return `Dojo gave back ${intent.refundedMinor} minor units, we knew of ${mirror.refundedMinor}`;
  return joined.capturedMinor === mirror.capturedMinor ? null : "Dojo took another amount than we knew of";
}

/** Payments of other tills of the same merchant carry no mark of ours, and are none of our business. */
function isOurs(intent: PaymentIntent, nowMs: number): boolean {
  return isOpaqueId(intent.attemptId) && nowMs - intent.createdAt.getTime() > YOUNG_MS;
}

/** It cannot be paid and holds no money, so nobody need look at it, whosesoever it is. */
export function isOver({ status }: PaymentIntent): boolean {
  return ["Canceled", "Reversed", "Refunded"].includes(status);
}
