import "server-only";
import { customerMarker, dojoAccount } from "@/lib/customers/dojo-account";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** A claim as its holder holds it: a higher fence in the row means that it is held by somebody else. */
export type Held = { userId: string; fence: number };

export type Claim = Held & {
  state: "CLAIMED" | "SENT" | "READY";
  customerId: string | null;
  marker: string;
  expired: boolean;
  sentAt: Date | null;
  sentMsAgo: number | null;
};

const columns = Prisma.sql`"userId", state::text AS state, "customerId", fence, marker, "leaseUntil" < now() AS expired,
  "sentAt", (extract(epoch FROM now() - "sentAt") * 1000)::float8 AS "sentMsAgo"`;
const after = (ms: number) => Prisma.sql`now() + ${ms}::float8 * interval '1 millisecond'`;
const heldBy = ({ userId, fence }: Held) =>
  Prisma.sql`"userId" = ${userId} AND account = ${dojoAccount()} AND fence = ${fence} AND state <> 'READY'`;

/** Takes the claim when nobody has it. One statement: the primary key lets exactly one caller through. */
export async function insertClaim(userId: string, leaseMs: number): Promise<Claim | undefined> {
  const rows = await db().$queryRaw<Claim[]>`
    INSERT INTO "DojoCustomer" ("userId", account, marker, state, fence, "leaseUntil")
    VALUES (${userId}, ${dojoAccount()}, ${customerMarker(userId)}, 'CLAIMED', 1, ${after(leaseMs)})
    ON CONFLICT DO NOTHING RETURNING ${columns}`;
  return rows[0];
}

export async function readClaim(userId: string): Promise<Claim | undefined> {
  const rows = await db().$queryRaw<Claim[]>`
    SELECT ${columns} FROM "DojoCustomer" WHERE "userId" = ${userId} AND account = ${dojoAccount()}`;
  return rows[0];
}

/** Takes over a claim whose holder let its lease run out; the raised fence shuts the former holder out. */
export async function takeOverClaim({ userId, fence }: Held, leaseMs: number): Promise<Claim | undefined> {
  const rows = await db().$queryRaw<Claim[]>`
    UPDATE "DojoCustomer" SET fence = fence + 1, "leaseUntil" = ${after(leaseMs)}
    WHERE ${heldBy({ userId, fence })} AND "leaseUntil" < now()
    RETURNING ${columns}`;
  return rows[0];
}

/** Takes over claims that were sent, whose lease ran out long ago; two workers never get the same one. */
export async function takeOverSentClaims(abandonedMs: number, leaseMs: number): Promise<Claim[]> {
  return db().$queryRaw<Claim[]>`
    UPDATE "DojoCustomer" SET fence = fence + 1, "leaseUntil" = ${after(leaseMs)}
    WHERE account = ${dojoAccount()} AND "userId" IN (
      SELECT "userId" FROM "DojoCustomer"
      WHERE account = ${dojoAccount()} AND state = 'SENT' AND "leaseUntil" < ${after(-abandonedMs)}
      ORDER BY "leaseUntil" LIMIT 500 FOR UPDATE SKIP LOCKED)
    RETURNING ${columns}`;
}

/** The heartbeat of whoever looks through many pages. Returns the users whose claims are still ours. */
export async function extendLeases(held: readonly Held[], leaseMs: number): Promise<Set<string>> {
  const [userIds, fences] = [held.map(({ userId }) => userId), held.map(({ fence }) => fence)];
  const rows = await db().$queryRaw<{ userId: string }[]>`
    UPDATE "DojoCustomer" claim SET "leaseUntil" = ${after(leaseMs)}
    FROM unnest(${userIds}::text[], ${fences}::int[]) AS held ("userId", fence)
    WHERE claim."userId" = held."userId" AND claim.fence = held.fence
      AND claim.account = ${dojoAccount()} AND claim.state <> 'READY'
    RETURNING claim."userId"`;
  return new Set(rows.map(({ userId }) => userId));
}

/** The intention, committed before each call that may make a customer. False means fenced out: do not send. */
export async function markSent(held: Held, leaseMs: number): Promise<boolean> {
  const changed = await db().$executeRaw`
    UPDATE "DojoCustomer" SET state = 'SENT', "sentAt" = now(), "leaseUntil" = ${after(leaseMs)} WHERE ${heldBy(held)}`;
  return changed === 1;
}

/** Certainly nothing was made: whoever comes next may send at once. */
export async function markUnsent(held: Held): Promise<void> {
  await db().$executeRaw`
    UPDATE "DojoCustomer" SET state = 'CLAIMED', "leaseUntil" = ${after(-1)} WHERE ${heldBy(held)}`;
}

/** Lets go of the claim, for others to take over in `pauseMs` at the earliest. */
export async function releaseClaim(held: Held, pauseMs = -1): Promise<void> {
  await db().$executeRaw`UPDATE "DojoCustomer" SET "leaseUntil" = ${after(pauseMs)} WHERE ${heldBy(held)}`;
}

/**
 * Links the customer if we still hold the claim, which ends what was told of the shopper. False means fenced out:
 * whatever we hold must not be used. What Dojo was told of the person is checked soon afterwards, also when nobody
 * lives to do it now.
 */
export async function linkClaim(held: Held, customerId: string): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    WITH linked AS (
      UPDATE "DojoCustomer" SET state = 'READY', "customerId" = ${customerId},
        "tellAt" = shop_now() + interval '1 minute' WHERE ${heldBy(held)} RETURNING "userId"),
    told AS (
      UPDATE "Alert" SET "clearedAt" = shop_now() FROM linked
      WHERE kind IN ('customer-gone', 'customer-unknown') AND subject = linked."userId" AND "clearedAt" IS NULL)
    SELECT 1 FROM linked`;
  return rows.length === 1;
}

/**
 * The linked customer no longer exists at Dojo: the claim opens again, for whoever comes next. It opens as long
 * since sent, so that a customer with our marker is looked for before another is made. True for the one who opened it.
 */
export async function reopenClaim(userId: string, goneCustomerId: string): Promise<boolean> {
  const changed = await db().$executeRaw`
    UPDATE "DojoCustomer" SET state = 'SENT', "sentAt" = now() - interval '1 day', "customerId" = NULL,
      fence = fence + 1, "leaseUntil" = ${after(-1)}
    WHERE "userId" = ${userId} AND account = ${dojoAccount()} AND "customerId" = ${goneCustomerId}`;
  return changed === 1;
}
