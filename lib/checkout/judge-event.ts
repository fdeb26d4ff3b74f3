import type { OrderStatus } from "@/lib/db/generated/enums";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { isOpaqueId } from "@/lib/ids";

/** In ms: so long an event may be ahead of what it tells of. */
const PATIENCE_MS = 15 * 60_000;

/**
 * What becomes of the events about one payment; pure. `intent` is null while Dojo does not know it, `status` the
 * order's after settling and null when no order of ours has it. "not yet" leaves them in the inbox.
 */
export function judgeEvents(
  intent: PaymentIntent | null,
  status: OrderStatus | null,
  agesMs: readonly number[],
): string {
  if (status) return status;
  if (intent && !isOpaqueId(intent.attemptId)) return "not ours";
  return agesMs.every((ageMs) => ageMs < PATIENCE_MS) ? "not yet" : "orphan";
}
