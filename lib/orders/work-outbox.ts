import "server-only";
import { fulfilWish } from "@/lib/cards/prefer-new-card";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { log } from "@/lib/log";
import { judgeFollowUp, type Outcome } from "@/lib/orders/judge-follow-up";
import { mailReceipt, type Receipt } from "@/lib/orders/send-receipt";

const LANES = 5;
/** In seconds: longer than the call to Dojo may take. Past it, whoever was at it is gone. */
const LEASE_SECONDS = 60;
type Item = Receipt & { kind: string; tries: number };

const work: Record<string, (item: Item) => Promise<Outcome>> = {
  "prefer-card": ({ orderId }) => fulfilWish(orderId),
  receipt: mailReceipt,
};

/** What the shopper sees on the page they come back to is not left to the worker. */
export async function startOutbox(orderId: string): Promise<void> {
  const item = await claim(Prisma.sql`"orderId" = ${orderId} AND kind = 'prefer-card'`);
  if (item) await perform(item);
}

/**
 * Does what paid orders caused. Each item is claimed right before its call, so that many processes do it once and one
 * that ends leaves nothing claimed which was not asked for. One whose holder died is tried again only if that is
 * harmless. A receipt is not: Dojo has no key against sending two, so its outcome stays unknown and the shopper can
 * ask for another. Throws the first error of a lane, once all have ended.
 */
export async function workOutbox(signal?: AbortSignal): Promise<void> {
  await giveUpLost();
  const broken = new AbortController();
  const stop = AbortSignal.any([broken.signal, ...(signal ? [signal] : [])]);
  const lane = async () => {
    try {
      for (let more = true; more && !stop.aborted; ) more = await workNext(stop);
    } catch (error) {
      broken.abort(error);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  broken.signal.throwIfAborted();
}

/** What another process was at when it died. */
async function giveUpLost(): Promise<void> {
  const lost = await db().$queryRaw<{ orderId: string; kind: string; state: string }[]>`
    WITH lost AS (
      UPDATE "Outbox" SET state = (CASE kind WHEN 'receipt' THEN 'UNKNOWN' ELSE 'WAITING' END)::"OutboxState"
      WHERE state = 'SENDING' AND "nextTryAt" <= shop_now() RETURNING "orderId", kind, state),
    told AS (
      INSERT INTO "OrderEvent" ("orderId", subject, "to")
      SELECT "orderId", 'receipt', 'UNKNOWN' FROM lost WHERE kind = 'receipt')
    SELECT "orderId", kind, state::text AS state FROM lost`;
  for (const { orderId, kind, state } of lost)
    log.error({ orderId, kind, state }, "whoever was at an order's follow-up is gone");
}

/** False when nothing is due. */
async function workNext(stop: AbortSignal): Promise<boolean> {
  const item = await claim(Prisma.sql`true`);
  if (item) await (stop.aborted ? putBack(item) : perform(item));
  return item !== undefined;
}

/** One, with all that its call needs: nothing may fail between this and the call. */
async function claim(which: Prisma.Sql): Promise<Item | undefined> {
  const [item] = await db().$queryRaw<Item[]>`
    WITH next AS MATERIALIZED (
      SELECT "orderId", kind FROM "Outbox" WHERE state = 'WAITING' AND "nextTryAt" <= shop_now() AND ${which}
      ORDER BY "nextTryAt" LIMIT 1 FOR UPDATE SKIP LOCKED),
    claimed AS (
      UPDATE "Outbox" item SET state = 'SENDING', tries = tries + 1,
        "nextTryAt" = shop_now() + ${LEASE_SECONDS}::int * interval '1 second'
      FROM next WHERE item."orderId" = next."orderId" AND item.kind = next.kind
      RETURNING item."orderId", item.kind, item.tries)
    SELECT claimed.*, paid."intentId", shopper.email FROM claimed JOIN "Order" o ON o.id = claimed."orderId"
      LEFT JOIN "PaymentAttempt" paid ON paid.id = o."paidAttemptId" LEFT JOIN "User" shopper ON shopper.id = o."userId"`;
  return item;
}

async function perform(item: Item): Promise<void> {
  const { orderId, kind, tries } = item;
  const outcome = (await work[kind]?.(item)) ?? { state: "FAILED", note: "nobody knows how to do this" };
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

/** As if it had not been claimed: it was told to stop before the call. */
async function putBack({ orderId, kind }: Item): Promise<void> {
  await db().$executeRaw`
    UPDATE "Outbox" SET state = 'WAITING', tries = tries - 1, "nextTryAt" = shop_now()
    WHERE "orderId" = ${orderId} AND kind = ${kind} AND state = 'SENDING'`;
}
