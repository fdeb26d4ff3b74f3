import type { Ground } from "./ground";

/** In seconds: longer than every lease and quarantine of the shop's. */
const LONG_ENOUGH_S = 90;

/**
 * Leases run on the database's own `now()`, which nobody can move; so instead of waiting for them, everything that
 * is under way is made to have begun earlier.
 */
export async function letLeasesRunOut({ sql }: Ground, userId?: string): Promise<void> {
  const earlier = `interval '${LONG_ENOUGH_S} seconds'`;
  await sql.query(
    `UPDATE "DojoCustomer" SET "leaseUntil" = "leaseUntil" - ${earlier}, "sentAt" = "sentAt" - ${earlier}
     WHERE state <> 'READY' AND ($1::text IS NULL OR "userId" = $1)`,
    [userId],
  );
  await sql.query(
    `UPDATE "PaymentAttempt" attempt SET "leaseUntil" = attempt."leaseUntil" - ${earlier},
       "sentAt" = attempt."sentAt" - ${earlier}
     FROM "Order" o WHERE o.id = attempt."orderId" AND attempt.state IN ('SENDING', 'UNKNOWN')
       AND ($1::text IS NULL OR o."userId" = $1)`,
    [userId],
  );
}

/** Moves the shop's clock and Dojo's together, in ms. */
export async function advanceClocks(ground: Ground, ms: number): Promise<void> {
  await advanceShop(ground, ms);
  await ground.emulator.advance(ms);
}

/** Moves the shop's clock alone, in ms. */
export async function advanceShop({ sql }: Ground, ms: number): Promise<void> {
  await sql.query(
    `INSERT INTO "ClockOffset" (id, "offsetMs") VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET "offsetMs" = "ClockOffset"."offsetMs" + excluded."offsetMs"`,
    [ms],
  );
}

/** Turns that killed workers had taken, which run out by real time, half an hour for some, have run out. */
export async function letTakenTurnsRunOut({ sql }: Ground): Promise<void> {
  await sql.query(`UPDATE pgboss.job SET started_on = started_on - interval '1 hour' WHERE state = 'active'`);
}

/** The worker's turns come every few seconds of real time: those that are waited for come at once. */
export async function letTurnsCome({ sql }: Ground): Promise<void> {
  await sql.query(
    `UPDATE pgboss.job SET start_after = now() WHERE state = 'created' AND start_after > now()`,
  );
}
