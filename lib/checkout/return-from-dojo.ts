import "server-only";
import { outcomeOf } from "@/lib/checkout/return-outcome";
import { settleOrder } from "@/lib/checkout/settle-order";
import { isDatabaseBusy } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { hasTurn } from "@/lib/limits";
import { log } from "@/lib/log";
import { findReturnedOrder } from "@/lib/orders/find-order";

/** In ms: a person is waiting; the webhook goes on without them. */
const RETURN_DEADLINE_MS = 4_000;
/** For one order, each a call to Dojo: three pages that ask every three seconds, as they do while nothing is known. */
const LOOKS = { name: "return", points: 60, seconds: 60 };

/**
 * What to tell a shopper who comes back: what Dojo says now, never what the URL says. The one GET that writes, and
 * it only mirrors Dojo. "Not completed" needs Dojo's word; while it is silent the answer is "checking".
 * `settledNow`: what was read before this call, the basket for one, may be out of date.
 */
export async function returnFromDojo(orderId: string, turnedBack: boolean) {
  let order = await findReturnedOrder(orderId);
  let fresh = true;
  let settledNow = false;
  if (order?.status === "AWAITING_PAYMENT" || order?.status === "CANCELLING") {
    try {
      fresh = await hasTurn(LOOKS, orderId);
      if (fresh) await settleOrder(orderId, RETURN_DEADLINE_MS);
    } catch (error) {
      if (!(error instanceof DojoError) && !isDatabaseBusy(error)) throw error;
      log.warn({ orderId, error: String(error) }, "the return page could not settle the order");
      fresh = false;
    }
    const before = order.status;
    order = await findReturnedOrder(orderId);
    settledNow = order?.status !== before;
  }
  return order && { order, outcome: outcomeOf(order, { turnedBack, fresh }), settledNow };
}
