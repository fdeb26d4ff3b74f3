import "server-only";
import { DojoError } from "@/lib/dojo/errors";
import type { UnreadableIntent } from "@/lib/dojo/payment-intents";
import { isOpaqueId } from "@/lib/ids";
import { log } from "@/lib/log";
import { recordBreak } from "@/lib/reconcile/record-break";

/** So many of ours are no odd ones out: Dojo answers in another way, and nothing was compared. */
const MOST_OF_OURS = 20;

/**
 * Keeps count of the payments of one search that cannot be read. Those of other tills are logged once; one with our
 * mark may hold a shopper's money, so it is a break. `take` throws `DojoError` when they are too many to be odd.
 */
export function countUnreadable() {
  const ours: UnreadableIntent[] = [];
  let foreign = 0;
  return {
    take(item: UnreadableIntent): void {
      if (isOpaqueId(item.attemptId)) ours.push(item);
      else foreign += 1;
      if (ours.length > MOST_OF_OURS)
        throw new DojoError("invalid-answer", {
          operation: "PaymentIntents_Search",
          detail: `unexpected ${item.why}`,
        });
    },
    async tell(): Promise<{ ours: number; foreign: number }> {
      if (foreign > 0) log.warn({ foreign }, "payments at Dojo that are not ours could not be read");
      for (const { id, attemptId, why } of ours)
        await recordBreak(id ?? String(attemptId), `what Dojo lists of it cannot be read: ${why}`, false);
      return { ours: ours.length, foreign };
    },
  };
}
