import "server-only";
import { customerMarker, dojoAccount } from "@/lib/customers/dojo-account";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

export type Claim = {
  state: "CLAIMED" | "SENT" | "READY";
  customerId: string | null;
  fence: number;
  marker: string;
  expired: boolean;
  sentMsAgo: number | null;
};

const columns = Prisma.sql`state::text AS state, "customerId", fence, marker, "leaseUntil" < now() AS expired,
  (extract(epoch FROM now() - "sentAt") * 1000)::float8 AS "sentMsAgo"`;
const after = (ms: number) => Prisma.sql`now() + ${ms}::float8 * interval '1 millisecond'`;

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
export async function takeOverClaim(
  userId: string,
  fence: number,
  leaseMs: number,
): Promise<Claim | undefined> {
  const rows = await db().$queryRaw<Claim[]>`
    UPDATE "DojoCustomer" SET fence = fence + 1, "leaseUntil" = ${after(leaseMs)}
    WHERE "userId" = ${userId} AND account = ${dojoAccount()} AND fence = ${fence}
      AND "leaseUntil" < now() AND state <> 'READY'
    RETURNING ${columns}`;
  return rows[0];
}

type Change = { state?: "CLAIMED" | "SENT"; customerId?: string; release?: boolean };

/** Changes the claim if we still hold it. False means fenced out: whatever we hold must not be used. */
export async function changeClaim(userId: string, fence: number, change: Change): Promise<boolean> {
  const state = change.customerId ? "READY" : (change.state ?? null);
  const changed = await db().$executeRaw`
    UPDATE "DojoCustomer" SET
      state = coalesce(${state}::"DojoCustomerState", state),
      "customerId" = coalesce(${change.customerId ?? null}, "customerId"),
      "sentAt" = CASE WHEN ${state} = 'SENT' THEN now() ELSE "sentAt" END,
      "leaseUntil" = CASE WHEN ${change.release ?? false} THEN ${after(-1)} ELSE "leaseUntil" END
    WHERE "userId" = ${userId} AND account = ${dojoAccount()} AND fence = ${fence} AND state <> 'READY'`;
  return changed === 1;
}

/**
 * The linked customer no longer exists at Dojo: the claim opens again, for whoever comes next. It opens as long
 * since sent, so that a customer with our marker is looked for before another is made.
 */
export async function reopenClaim(userId: string, goneCustomerId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "DojoCustomer" SET state = 'SENT', "sentAt" = now() - interval '1 day', "customerId" = NULL,
      fence = fence + 1, "leaseUntil" = ${after(-1)}
    WHERE "userId" = ${userId} AND account = ${dojoAccount()} AND "customerId" = ${goneCustomerId}`;
}
