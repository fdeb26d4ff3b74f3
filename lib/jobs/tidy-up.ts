import "server-only";
import { BASKET_SECONDS } from "@/lib/auth/cookies";
import { db } from "@/lib/db/client";

/** In days: longer than Dojo sends an event again, and than anybody asks what came when. */
const EVENTS_KEPT = 90;
const ALERTS_KEPT = 365;

type Tidied = { events: number; alerts: number; limits: number; baskets: number; sessions: number };

/** For the worker, daily: what would else grow for ever, and is read by nobody any more. Orders and refunds stay. */
export async function tidyUp(): Promise<Tidied> {
  const events = await db().$executeRaw`
    DELETE FROM "WebhookEvent" WHERE "processedAt" < shop_now() - ${EVENTS_KEPT}::int * interval '1 day'`;
  const alerts = await db().$executeRaw`
    DELETE FROM "Alert" WHERE "clearedAt" < shop_now() - ${ALERTS_KEPT}::int * interval '1 day'`;
  const limits = await db().$executeRaw`
    DELETE FROM "RateLimiterFlexible" WHERE expire < now() - interval '1 day'`;
  // The cookie that named it is gone by then, and was never renewed.
  const baskets = await db().$executeRaw`
    DELETE FROM "Basket"
    WHERE "userId" IS NULL AND "createdAt" < now() - ${BASKET_SECONDS}::int * interval '1 second'`;
  const sessions = await db().$executeRaw`DELETE FROM "EndedSession" WHERE until < now()`;
  return { events, alerts, limits, baskets, sessions };
}
