import "server-only";
import type { AttemptMirror } from "@/lib/checkout/mirror-attempt";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { OrderEnd, OrderStatus } from "@/lib/db/generated/enums";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { isOpaqueId } from "@/lib/ids";

export type LockedOrder = {
  id: string;
  number: string;
  userId: string | null;
  status: OrderStatus;
  totalMinor: number;
  currency: string;
  closing: OrderEnd | null;
  ended: boolean;
  expired: boolean;
  expiresAt: Date;
  paidAttemptId: string | null;
  preferNewCard: boolean;
  concern: string | null;
  now: Date;
};

/** By its id, or by an intent of it: for an intent whose reply was lost, our mark in it names the attempt. */
export type Which = { orderId: string } | { intent: PaymentIntent };

/**
 * Locks one order, so that whatever is derived from it is derived once at a time; who only adds a row that refers to it
 * does not wait. Null when there is none.
 */
export async function lockOrder(tx: Tx, which: Which): Promise<LockedOrder | null> {
  const [order] = await tx.$queryRaw<LockedOrder[]>`
    SELECT id, number, "userId", status::text AS status, "totalMinor", currency, closing::text AS closing,
      "endedAt" IS NOT NULL AS ended, "expiresAt" <= shop_now() AS expired, "expiresAt", "paidAttemptId",
      "preferNewCard", "reviewReason" AS concern, shop_now() AS now
    FROM "Order" WHERE id = ${"orderId" in which ? which.orderId : ownerOf(which.intent)} FOR NO KEY UPDATE`;
  return order ?? null;
}

function ownerOf({ id, attemptId, reference }: PaymentIntent): Prisma.Sql {
  const mark = isOpaqueId(attemptId)
    ? Prisma.sql`id = ${attemptId}`
    : Prisma.sql`${attemptId === null}::boolean`;
  return Prisma.sql`(
    SELECT "orderId" FROM "PaymentAttempt"
    WHERE "intentId" = ${id} OR ("intentId" IS NULL AND reference = ${reference} AND ${mark})
    ORDER BY "intentId" NULLS LAST LIMIT 1)`;
}

export type AttemptRow = AttemptMirror & {
  id: string;
  ordinal: number;
  intentId: string | null;
  createdAt: Date;
  leaseLeftMs: number;
  autoRefund: "none" | "under-way" | "failed";
  /** How many refunds were planned for it that nobody asked for. */
  autoRefunds: number;
};

/** Read after the lock and not with it: a statement that waited for a lock still sees the rows of before. */
export async function readAttempts(tx: Tx, orderId: string): Promise<AttemptRow[]> {
  return tx.$queryRaw<AttemptRow[]>`
    SELECT attempt.id, ordinal, attempt.state::text AS state, reference, "customerId", "intentId", "dojoStatus",
      "resultCode", "capturedMinor", "refundedMinor", mismatch, attempt."createdAt",
      (extract(epoch FROM "leaseUntil" - now()) * 1000)::float8 AS "leaseLeftMs",
      CASE WHEN newest.state IN ('REQUESTED', 'SENT') THEN 'under-way' WHEN newest.state = 'FAILED' THEN 'failed'
        ELSE 'none' END AS "autoRefund",
      coalesce(newest.count, 0)::int AS "autoRefunds"
    FROM "PaymentAttempt" attempt LEFT JOIN LATERAL (
      SELECT state, count(*) OVER () AS count FROM "Refund"
      WHERE "attemptId" = attempt.id AND origin <> 'OPERATOR' ORDER BY "createdAt" DESC, id DESC LIMIT 1
    ) newest ON true
    WHERE "orderId" = ${orderId} ORDER BY ordinal`;
}
