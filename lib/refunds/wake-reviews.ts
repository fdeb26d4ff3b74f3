import "server-only";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/**
 * For the worker, at its start: with AUTO_REFUND on, orders that came into REVIEW before it was are settled once more,
 * because nothing else looks at them again. Money of which a person has to decide stays. Returns how many are due.
 */
export async function wakeReviews(): Promise<number> {
  if (!env().AUTO_REFUND) return 0;
  const woken = await db().$executeRaw`
    UPDATE "Order" SET "checkAt" = shop_now() WHERE status = 'REVIEW' AND "checkAt" IS NULL`;
  if (woken > 0) log.info({ orders: woken }, "orders in review are settled again, with AUTO_REFUND on");
  return woken;
}
