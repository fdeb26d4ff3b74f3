import "server-only";
import { clearAlert, raiseAlert } from "@/lib/alerts/raise-alert";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { RefundOrigin, RefundState } from "@/lib/db/generated/enums";
import { formatMoney } from "@/lib/money";
import type { Judgement } from "@/lib/refunds/judge-refund";

export type DueRefund = {
  id: string;
  orderId: string;
  orderNumber: string;
  intentId: string;
  state: RefundState;
  origin: RefundOrigin;
  amountMinor: number;
  idempotencyKey: string;
  reason: string | null;
  refundedBeforeMinor: number;
  tries: number;
  /** How many of its tries Dojo refused: the timeline tells. */
  refusals: number;
  due: boolean;
  /** Since it was first sent. */
  ageMs: number;
};

/** In seconds: longer than a try may take, with asking before and after. Past it, whoever was at it is gone. */
const LEASE_SECONDS = 60;
/** In ms since it was first sent. */
const ALERT_AFTER_MS = 15 * 60_000;

const columns = Prisma.sql`refund.id, refund."orderId",
  (SELECT number FROM "Order" WHERE id = refund."orderId") AS "orderNumber", attempt."intentId", refund.state::text AS state,
  refund.origin::text AS origin, refund."amountMinor", refund."idempotencyKey", refund.reason,
  coalesce(refund."refundedBeforeMinor", 0) AS "refundedBeforeMinor", refund.tries,
  refund."nextTryAt" <= shop_now() AS due, (
    SELECT count(*)::int FROM "OrderEvent" event WHERE event."orderId" = refund."orderId"
      AND event.subject = 'refund' AND event.which = refund.id AND event."to" = 'REFUSED') AS refusals,
  coalesce((extract(epoch FROM shop_now() - refund."sentAt") * 1000), 0)::float8 AS "ageMs"`;

export async function findRefund(id: string): Promise<DueRefund | undefined> {
  const [refund] = await db().$queryRaw<DueRefund[]>`
    SELECT ${columns} FROM "Refund" refund JOIN "PaymentAttempt" attempt ON attempt.id = refund."attemptId"
    WHERE refund.id = ${id}`;
  return refund;
}

/** For a minute. True when it has waited for a quarter of an hour. */
export async function postponeRefund(id: string): Promise<boolean> {
  const [row] = await db().$queryRaw<{ waitsLong: boolean }[]>`
    UPDATE "Refund" SET "nextTryAt" = shop_now() + interval '1 minute'
    WHERE id = ${id} AND state IN ('REQUESTED', 'SENT')
    RETURNING "createdAt" < shop_now() - interval '15 minutes' AS "waitsLong"`;
  return row?.waitsLong ?? false;
}

/**
 * Commits "being sent" before anything is sent: one caller gets it, for a minute. Throws the unique violation when
 * another refund of the order is under way. What had been given back is noted at the first try only.
 */
export async function takeRefund(id: string, refundedBeforeMinor: number): Promise<DueRefund | null> {
  const [taken] = await db().$queryRaw<DueRefund[]>`
    WITH refund AS (
        UPDATE "Refund" SET state = 'SENT', tries = tries + 1, "sentAt" = coalesce("sentAt", shop_now()),
          "refundedBeforeMinor" = coalesce("refundedBeforeMinor", ${refundedBeforeMinor}),
          "nextTryAt" = shop_now() + ${LEASE_SECONDS}::int * interval '1 second'
        WHERE id = ${id} AND state IN ('REQUESTED', 'SENT') AND "nextTryAt" <= shop_now() RETURNING *),
      told AS (
        INSERT INTO "OrderEvent" ("orderId", subject, which, "from", "to", "amountMinor")
        SELECT "orderId", 'refund', id, 'REQUESTED', 'SENT', "amountMinor" FROM refund WHERE tries = 1)
    SELECT ${columns} FROM refund JOIN "PaymentAttempt" attempt ON attempt.id = refund."attemptId"`;
  return taken ?? null;
}

/**
 * False when somebody else has concluded it meanwhile. A refusal that is not believed yet stands in the timeline, where
 * the next try counts it. A refund that was not made changes what is to be done about the
 * money: its order is due at once. The alert is raised or cleared with it, or it would be lost with the process.
 */
export async function writeJudgement(
  refund: DueRefund,
  judgement: Judgement,
  dojoRefundId: string | null,
): Promise<boolean> {
  const { id, tries, ageMs } = refund;
  const { state } = judgement;
  const [retryInMs, refusal] = state === "SENT" ? [judgement.retryInMs, judgement.refusal] : [0, null];
  const failure = state === "FAILED" ? judgement.failure : null;
  const told = state === "SENT" ? refusal && "REFUSED" : state;
  const notMade = state === "FAILED" || state === "REPLANNED";
  return db().$transaction(async (tx) => {
    const changed = await tx.$queryRaw<unknown[]>`
    WITH changed AS (
      UPDATE "Refund" SET state = ${state}::"RefundState", failure = ${failure},
        "dojoRefundId" = coalesce(${dojoRefundId}, "dojoRefundId"),
        "nextTryAt" = shop_now() + ${retryInMs}::float8 * interval '1 millisecond',
        "endedAt" = CASE WHEN ${state} <> 'SENT' THEN shop_now() END
      WHERE id = ${id} AND state = 'SENT' AND tries = ${tries} RETURNING "orderId", id, "amountMinor"),
      told AS (
        INSERT INTO "OrderEvent" ("orderId", subject, which, "from", "to", "amountMinor", note)
        SELECT "orderId", 'refund', id, 'SENT', ${told}, "amountMinor", ${failure ?? refusal} FROM changed
        WHERE ${told}::text IS NOT NULL),
      due AS (
        UPDATE "Order" SET "checkAt" = shop_now() FROM changed
        WHERE "Order".id = changed."orderId" AND ${notMade})
    SELECT 1 FROM changed`;
    if (changed.length === 0) return false;
    const trouble = failure ?? (state === "SENT" && ageMs > ALERT_AFTER_MS ? unknownFor(ageMs) : null);
    if (trouble) await raiseAlert("refund-failed", id, whichRefund(refund, trouble), tx);
    else if (state !== "SENT") await clearAlert("refund-failed", id, tx);
    return true;
  });
}

/** For an alert: its subject is the refund's id, which says nothing to a person. */
export function whichRefund({ orderNumber, amountMinor }: DueRefund, trouble: string): string {
  return `${formatMoney(amountMinor)} of order ${orderNumber}: ${trouble}`;
}

function unknownFor(ageMs: number): string {
  return `For ${Math.round(ageMs / 60_000)} minutes it has not been known what came of it.`;
}
