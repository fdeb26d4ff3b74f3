import "server-only";
import { cancelAtDojo } from "@/lib/checkout/cancel-at-dojo";
import { stepsToClose } from "@/lib/checkout/plan-order";
import { recoverAttempt } from "@/lib/checkout/recover-attempt";
import { settleKnown } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import type { OrderEnd, OrderStatus } from "@/lib/db/generated/enums";
import { pause } from "@/lib/pause";

/** In ms: how long a request that is just making a link is waited for. It finds the order closing, and cancels its own. */
const WAIT_MS = 3_000;
const PAUSE_MS = 100;

/**
 * Ends an order that is to be paid no longer. The wish is committed first, so that no new link is made; then every
 * intent is cancelled at Dojo, and only Dojo's answer says how it ended. Returns the status, PAID included; CANCELLING
 * when Dojo has not said yet, and the reconciler goes on. Throws `DojoError` when Dojo cannot say.
 */
export async function closeOrder(orderId: string, end: OrderEnd = "CANCELLED"): Promise<OrderStatus> {
  const stop = Date.now() + WAIT_MS;
  for (let status = await settleKnown(orderId, { close: end }); ; ) {
    if (status !== "CANCELLING") return status;
    const open = await openAttempts(orderId);
    for (const step of stepsToClose(open))
      if (step.kind === "cancel") await cancelAtDojo(step.intentId);
      else if (step.kind === "recover") await recoverAttempt(step.attemptId);
    status = await settleKnown(orderId);
    const lost = open.some(({ state }) => state !== "OPEN");
    if (!lost || Date.now() > stop) return status;
    await pause(PAUSE_MS);
  }
}

type Open = { id: string; state: string; intentId: string | null; leaseOver: boolean };

async function openAttempts(orderId: string): Promise<Open[]> {
  return db().$queryRaw<Open[]>`
    SELECT id, state::text AS state, "intentId", "leaseUntil" <= now() AS "leaseOver" FROM "PaymentAttempt"
    WHERE "orderId" = ${orderId} AND state IN ('SENDING', 'UNKNOWN', 'OPEN')`;
}
