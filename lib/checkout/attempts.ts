import "server-only";
import { attemptTimes, ORDER_LIFE_MINUTES, SPARE_SECONDS } from "@/lib/checkout/attempt-times";
import { chooseStep, type NextStep, type Payer, type Standing } from "@/lib/checkout/choose-step";
import { openLink } from "@/lib/checkout/payment-link";
import { db, isUniqueViolation } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { opaqueId } from "@/lib/ids";

/** Read in one statement. */
export async function nextStep(orderId: string, payer: Payer): Promise<NextStep> {
  const [row] = await db().$queryRaw<Standing[]>`
    SELECT o.status::text AS status, o."expiresAt" <= shop_now() AS expired, a.id, a.state::text AS state,
      a."leaseUntil" <= now() AS "leaseOver", a."intentId", a."customerId", a."savedCardId", a."sealedLink",
      a."linkUsableUntil" > shop_now() + ${SPARE_SECONDS}::int * interval '1 second' AS usable
    FROM "Order" o LEFT JOIN "PaymentAttempt" a
      ON a."orderId" = o.id AND a.state IN ('SENDING', 'UNKNOWN', 'OPEN')
    WHERE o.id = ${orderId}`;
  return chooseStep(row, payer, openLink);
}

export type Attempt = { id: string; reference: string; expiresAt: Date };

/**
 * Takes the order's one place for a payable attempt, before anything is asked of Dojo, and renews the life of an order
 * that still has one: after its end others may have bought the goods. Null when another request is ahead: the partial
 * unique index lets one through, so five hundred presses make one customer's secret and not five hundred.
 */
export async function beginAttempt(orderId: string): Promise<Attempt | null> {
  const lease = Prisma.sql`${attemptTimes.leaseMs}::float8 * interval '1 millisecond'`;
  try {
    const rows = await db().$queryRaw<Attempt[]>`
      WITH live AS (
        UPDATE "Order" SET "expiresAt" = shop_now() + ${ORDER_LIFE_MINUTES}::int * interval '1 minute',
          "checkAt" = shop_now() + ${lease}
        WHERE id = ${orderId} AND status = 'AWAITING_PAYMENT' AND "expiresAt" > shop_now()
        RETURNING id, number, "expiresAt"),
      ordinal AS (SELECT count(*)::int + 1 AS next FROM "PaymentAttempt" WHERE "orderId" = ${orderId}),
      made AS (
        INSERT INTO "PaymentAttempt" (id, "orderId", ordinal, reference, state, "leaseUntil")
        SELECT ${opaqueId()}, live.id, ordinal.next, live.number || '-' || ordinal.next, 'SENDING', now() + ${lease}
        FROM live, ordinal RETURNING id, reference)
      SELECT made.id, made.reference, live."expiresAt" FROM made, live`;
    return rows[0] ?? null;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/**
 * Commits the intention with all that is sent, right before it is: false when the place was taken from us meanwhile,
 * and then nothing may be sent. Without this mark nobody needs to look for an intent at Dojo.
 */
export async function markSent(
  attemptId: string,
  { customerId, savedCardId }: { customerId: string | null; savedCardId: string | undefined },
): Promise<boolean> {
  const marked = await db().$executeRaw`
    UPDATE "PaymentAttempt" SET "sentAt" = shop_now(), "customerId" = ${customerId}, "savedCardId" = ${savedCardId ?? null},
      "leaseUntil" = now() + ${attemptTimes.sendingLeaseMs}::float8 * interval '1 millisecond'
    WHERE id = ${attemptId} AND state = 'SENDING' AND "sentAt" IS NULL`;
  return marked === 1;
}

const toldOfChange = Prisma.sql`
  INSERT INTO "OrderEvent" ("orderId", subject, which, "from", "to")
  SELECT "orderId", 'attempt', ordinal::text, 'SENDING', state::text FROM changed`;

type Opened = { intentId: string; sealedLink: string; usableMs: number };

/**
 * False when the attempt is no longer ours to open, or its order is to be paid no longer: its intent must then be
 * cancelled, its link never shown. The order comes first, as in settling, so that neither waits for the other.
 */
export async function openAttempt(orderId: string, attemptId: string, opened: Opened): Promise<boolean> {
  const changed = await db().$executeRaw`
    WITH live AS (
      UPDATE "Order" SET "checkAt" = shop_now() + interval '2 minutes'
      WHERE id = ${orderId} AND status = 'AWAITING_PAYMENT' RETURNING id),
    changed AS (
      UPDATE "PaymentAttempt" attempt SET state = 'OPEN', "intentId" = ${opened.intentId},
        "sealedLink" = ${opened.sealedLink}, "dojoStatus" = 'Created',
        "linkUsableUntil" = shop_now() + ${opened.usableMs}::float8 * interval '1 millisecond'
      FROM live WHERE attempt.id = ${attemptId} AND attempt."orderId" = live.id AND attempt.state = 'SENDING'
      RETURNING "orderId", ordinal, state)
    ${toldOfChange}`;
  return changed === 1;
}

/**
 * REFUSED: Dojo surely made nothing. UNKNOWN: it may have, so it is looked for before another is made; one that was
 * never marked as sent is refused all the same.
 */
export async function giveUpAttempt(attemptId: string, state: "REFUSED" | "UNKNOWN"): Promise<void> {
  await db().$executeRaw`
    WITH changed AS (
      UPDATE "PaymentAttempt" SET
        state = (CASE WHEN "sentAt" IS NULL THEN 'REFUSED' ELSE ${state} END)::"AttemptState"
      WHERE id = ${attemptId} AND state = 'SENDING' RETURNING "orderId", ordinal, state)
    ${toldOfChange}`;
}
