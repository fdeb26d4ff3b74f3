import "server-only";
import { fulfilWish } from "@/lib/cards/prefer-new-card";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { inParallel } from "@/lib/in-parallel";
import { log } from "@/lib/log";
import { judgeFollowUp, type Outcome } from "@/lib/orders/judge-follow-up";
import { mailReceipt } from "@/lib/orders/send-receipt";

const BATCH = 20;
const AT_ONCE = 5;
/** In seconds: longer than the call to Dojo may take. Past it, whoever was at it is gone. */
const LEASE_SECONDS = 60;
type Item = { orderId: string; kind: string; tries: number };

const work: Record<string, (orderId: string) => Promise<Outcome>> = {
  "prefer-card": fulfilWish,
  receipt: mailReceipt,
};

/** What the shopper sees on the page they come back to is not left to the worker. */
export async function startOutbox(orderId: string): Promise<void> {
  for (const item of await claim(Prisma.sql`"orderId" = ${orderId} AND kind = 'prefer-card'`))
    await perform(item);
}

/**
 * Does what paid orders caused. Each item is claimed before the call, so that many processes do it once; one whose
 * holder died is tried again only if that is harmless. A receipt is not: Dojo has no key against sending two, so its
 * outcome stays unknown and the shopper can ask for another.
 */
export async function workOutbox(signal?: AbortSignal): Promise<void> {
  await db().$executeRaw`
    WITH lost AS (
      UPDATE "Outbox" SET state = (CASE kind WHEN 'receipt' THEN 'UNKNOWN' ELSE 'WAITING' END)::"OutboxState"
      WHERE state = 'SENDING' AND "nextTryAt" <= shop_now() RETURNING "orderId", kind)
    INSERT INTO "OrderEvent" ("orderId", subject, "to") SELECT "orderId", 'receipt', 'UNKNOWN' FROM lost WHERE kind = 'receipt'`;
  while (!signal?.aborted) {
    const items = await claim(Prisma.sql`true`);
    await inParallel(items, AT_ONCE, perform);
    if (items.length < BATCH) return;
  }
}

function claim(which: Prisma.Sql): Promise<Item[]> {
  return db().$queryRaw<Item[]>`
    UPDATE "Outbox" SET state = 'SENDING', tries = tries + 1,
      "nextTryAt" = shop_now() + ${LEASE_SECONDS}::int * interval '1 second'
    WHERE ("orderId", kind) IN (
      SELECT "orderId", kind FROM "Outbox" WHERE state = 'WAITING' AND "nextTryAt" <= shop_now() AND ${which}
      ORDER BY "nextTryAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING "orderId", kind, tries`;
}

async function perform({ orderId, kind, tries }: Item): Promise<void> {
  const outcome = (await work[kind]?.(orderId)) ?? { state: "FAILED", note: "nobody knows how to do this" };
  const judged = judgeFollowUp(outcome, tries);
  if (judged.state === "WAITING") return retryLater(orderId, kind, judged.retryInSeconds);
  const { state, note } = judged;
  if (state !== "DONE") log.error({ orderId, kind, state, note }, "an order's follow-up is not done");
  await db().$executeRaw`
    WITH done AS (
      UPDATE "Outbox" SET state = ${state}::"OutboxState"
      WHERE "orderId" = ${orderId} AND kind = ${kind} AND state = 'SENDING' RETURNING "orderId", kind)
    INSERT INTO "OrderEvent" ("orderId", subject, "to", note)
    SELECT "orderId", 'receipt', ${state}, ${note ?? null} FROM done WHERE kind = 'receipt'`;
}

async function retryLater(orderId: string, kind: string, seconds: number): Promise<void> {
  await db().$executeRaw`
    UPDATE "Outbox" SET state = 'WAITING', "nextTryAt" = shop_now() + ${seconds}::int * interval '1 second'
    WHERE "orderId" = ${orderId} AND kind = ${kind} AND state = 'SENDING'`;
}
