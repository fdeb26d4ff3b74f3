import "server-only";
import { settleOrder } from "@/lib/checkout/settle-order";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";
import { findReturnedOrder } from "@/lib/orders/find-order";

/** In ms: a person is waiting; the webhook goes on without them. */
const RETURN_DEADLINE_MS = 4_000;
const NOT_TAKEN = [4, 5, 20, 30];

export type Outcome = "received" | "not-completed" | "cancelled" | "checking";

/**
 * What to tell a shopper who comes back: what Dojo says now, never what the URL says. The one GET that writes, and
 * it only mirrors Dojo. "Not completed" needs Dojo's word; while it is silent the answer is "checking".
 */
export async function returnFromDojo(orderId: string, turnedBack: boolean) {
  const before = await findReturnedOrder(orderId);
  if (!before) return null;
  let fresh = true;
  if (before.status === "AWAITING_PAYMENT" || before.status === "CANCELLING") {
    try {
      await settleOrder(orderId, RETURN_DEADLINE_MS);
    } catch (error) {
      if (!(error instanceof DojoError)) throw error;
      log.warn({ orderId, error: error.message }, "the return page could not ask Dojo");
      fresh = false;
    }
  }
  const order = (await findReturnedOrder(orderId)) ?? before;
  return { order, outcome: outcomeOf(order.status, order.resultCode, { turnedBack, fresh }) };
}

function outcomeOf(
  status: string,
  resultCode: number | null,
  { turnedBack, fresh }: { turnedBack: boolean; fresh: boolean },
): Outcome {
  if (["PAID", "PARTLY_REFUNDED", "REFUNDED"].includes(status)) return "received";
  if (status === "CANCELLED" || status === "EXPIRED") return "not-completed";
  if (status !== "AWAITING_PAYMENT" || !fresh) return "checking";
  if (turnedBack) return "cancelled";
  return resultCode !== null && NOT_TAKEN.includes(resultCode) ? "not-completed" : "checking";
}
