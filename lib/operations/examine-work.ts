import "server-only";
import { readOpenAlerts } from "@/lib/alerts/open-alerts";
import { db } from "@/lib/db/client";
import { type Finding, finding } from "@/lib/operations/examine-shop";

type Late = { what: string; count: number };

/** In minutes: what has been due for longer than this was not worked on. */
const LATE_MINUTES = 5;
/** So many alerts are shown among the rest. */
const SHOWN = 20;

export async function* examineWork(): AsyncGenerator<Finding> {
  yield finding("worker", async () => {
    const rows = await db().$queryRaw<Late[]>`
      WITH late AS (SELECT shop_now() - ${LATE_MINUTES}::int * interval '1 minute' AS moment)
      SELECT what, count::int AS count FROM late, LATERAL (
        SELECT 'orders' AS what, count(*) FROM "Order" WHERE "checkAt" < late.moment
        UNION ALL SELECT 'events', count(*) FROM "WebhookEvent" WHERE "processedAt" IS NULL AND "nextTryAt" < late.moment
        UNION ALL SELECT 'refunds', count(*) FROM "Refund" WHERE state IN ('REQUESTED', 'SENT') AND "nextTryAt" < late.moment
        UNION ALL SELECT 'receipts', count(*) FROM "Outbox" WHERE state IN ('WAITING', 'SENDING') AND "nextTryAt" < late.moment
      ) counted WHERE count > 0`;
    if (rows.length === 0) return { state: "ok", detail: "nothing is overdue" };
    const waiting = rows.map(({ what, count }) => `${count} ${what}`).join(", ");
    return {
      state: "wrong",
      detail: `overdue for ${LATE_MINUTES} minutes: ${waiting}. Is npm run worker running?`,
    };
  });
  yield finding("alerts", async () => {
    const open = await readOpenAlerts();
    if (open.length === 0) return { state: "ok", detail: "none open" };
    const lines = open.slice(0, SHOWN).map(({ kind, detail }) => `${kind}: ${detail}`);
    if (open.length > SHOWN) lines.push(`and ${open.length - SHOWN} more`);
    return { state: "warn", detail: [...lines, "More of each: npm run dojo -- alerts"].join("\n") };
  });
}
