import "server-only";
import { db } from "@/lib/db/client";

type Late = { what: string; count: number };

/** In minutes: what has been due for longer than this was not worked on. */
export const LATE_MINUTES = 5;

/** In words, "3 orders, 1 refunds"; null when nothing is overdue. Costs four looks into the lists of what is open. */
export async function findOverdueWork(): Promise<string | null> {
  const rows = await db().$queryRaw<Late[]>`
    WITH late AS (SELECT shop_now() - ${LATE_MINUTES}::int * interval '1 minute' AS moment)
    SELECT what, count::int AS count FROM late, LATERAL (
      SELECT 'orders' AS what, count(*) FROM "Order" WHERE "checkAt" < late.moment
      UNION ALL SELECT 'events', count(*) FROM "WebhookEvent" WHERE "processedAt" IS NULL AND "nextTryAt" < late.moment
      UNION ALL SELECT 'refunds', count(*) FROM "Refund" WHERE state IN ('REQUESTED', 'SENT') AND "nextTryAt" < late.moment
      UNION ALL SELECT 'receipts', count(*) FROM "Outbox" WHERE state IN ('WAITING', 'SENDING') AND "nextTryAt" < late.moment
    ) counted WHERE count > 0`;
  return rows.length === 0 ? null : rows.map(({ what, count }) => `${count} ${what}`).join(", ");
}
