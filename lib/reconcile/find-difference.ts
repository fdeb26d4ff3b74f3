import { type AttemptMirror, joinAttempt } from "@/lib/checkout/mirror-attempt";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { isOpaqueId } from "@/lib/ids";

/** In ms: what is younger may still be on its way. */
export const YOUNG_MS = 2 * 60_000;

/** How Dojo's word differs from our mirror, null when it does not; amounts in minor units. Pure. */
export function findDifference(
  mirror: (AttemptMirror & { totalMinor: number; currency: string }) | undefined,
  intent: PaymentIntent,
  nowMs: number,
): string | null {
  if (!mirror) return isOurs(intent, nowMs) ? "Dojo has it, and no order here does" : null;
  const joined = joinAttempt(mirror, intent, mirror);
  if (joined.state !== mirror.state) return `Dojo says ${intent.status}, we had ${mirror.state}`;
  if (joined.refundedMinor !== mirror.refundedMinor)
    return `Dojo gave back ${intent.refundedMinor} minor units, we knew of ${mirror.refundedMinor}`;
  return joined.capturedMinor === mirror.capturedMinor ? null : "Dojo took another amount than we knew of";
}

/** Payments of other tills of the same merchant carry no mark of ours, and are none of our business. */
function isOurs({ attemptId, createdAt }: PaymentIntent, nowMs: number): boolean {
  return isOpaqueId(attemptId) && nowMs - createdAt.getTime() > YOUNG_MS;
}
