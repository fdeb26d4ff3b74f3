import "server-only";
import { alertCleared, alertRaised } from "@/lib/alerts/raise-alert";
import type { Verdict } from "@/lib/checkout/derive-order";
import type { AttemptRow, LockedOrder } from "@/lib/checkout/order-rows";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { opaqueId } from "@/lib/ids";
import { eventsKept, type OrderEvent } from "@/lib/orders/order-events";
import { soldGoods } from "@/lib/orders/stock";

export type Change = {
  order: LockedOrder;
  verdict: Verdict;
  /** The attempt that a snapshot told of, as it is now. */
  seen?: AttemptRow & { paidCardId: string | null };
  attempts: readonly AttemptRow[];
  events: readonly OrderEvent[];
  checkAt: Date | null;
  autoRefund: boolean;
};

/**
 * Everything that follows from a verdict, in one statement: the mirror, the order, its timeline, refunds and
 * receipt to come, the goods that are sold, the alert. All of it or nothing, and one round trip with the row locked.
 */
export async function writeVerdict(tx: Tx, change: Change): Promise<void> {
  const { order, verdict, seen, events } = change;
  const justPaid = verdict.paidAttemptId !== null && order.paidAttemptId === null;
  const parts = [
    Prisma.sql`told AS (${eventsKept(order.id, events)})`,
    ...(seen ? [Prisma.sql`mirrored AS (${mirrored(seen)})`] : []),
    ...refundsPlanned(change),
    ...(justPaid
      ? [soldGoods(order.id), Prisma.sql`caused AS (${caused(order, seen?.paidCardId ?? null)})`]
      : []),
    ...alertsOf(order, verdict),
  ];
  await tx.$executeRaw`
    WITH ${Prisma.join(parts, ", ")}
    UPDATE "Order" o SET status = ${verdict.status}::"OrderStatus", closing = ${verdict.closing}::"OrderEnd",
      "endedAt" = CASE WHEN ${verdict.ended} THEN coalesce(o."endedAt", shop_now()) END,
      "paidAttemptId" = ${verdict.paidAttemptId}, "reviewReason" = ${verdict.concern}, "checkAt" = ${change.checkAt},
      "paidAt" = CASE WHEN ${verdict.paidAttemptId !== null} THEN coalesce(o."paidAt", shop_now()) END,
      "deliveryAddress" = CASE WHEN ${justPaid} THEN coalesce(o."deliveryAddress", (
        SELECT "deliveryAddress" FROM "User" WHERE id = o."userId")) ELSE o."deliveryAddress" END
    WHERE o.id = ${order.id}`;
}

/** The sealed link goes as soon as it can no longer be used: it holds the customer secret. */
function mirrored(seen: AttemptRow & { paidCardId: string | null }): Prisma.Sql {
  return Prisma.sql`
    UPDATE "PaymentAttempt" SET state = ${seen.state}::"AttemptState", "intentId" = ${seen.intentId},
      "paidCardId" = coalesce(${seen.paidCardId}, "paidCardId"), "capturedMinor" = ${seen.capturedMinor},
      "refundedMinor" = ${seen.refundedMinor}, mismatch = ${seen.mismatch}, "dojoStatus" = ${seen.dojoStatus},
      "resultCode" = ${seen.resultCode}, "settledAt" = shop_now(),
      "sealedLink" = CASE WHEN ${seen.state === "OPEN"} THEN "sealedLink" END
    WHERE id = ${seen.id}`;
}

/** The key is made of the attempt and a count, so that the same surplus cannot be planned twice. */
function refundsPlanned({ order, verdict, attempts, autoRefund }: Change): Prisma.Sql[] {
  const planned = verdict.surplus.flatMap(({ attemptId, amountMinor, origin }) => {
    const attempt = attempts.find(({ id }) => id === attemptId);
    if (!autoRefund || attempt?.autoRefund !== "none") return [];
    const key = `auto:${attemptId}:${attempt.autoRefunds + 1}`;
    return [{ id: opaqueId(), attemptId, amountMinor, origin, key }];
  });
  if (planned.length === 0) return [];
  return [
    Prisma.sql`planned AS (
      INSERT INTO "Refund" (id, "orderId", "attemptId", "amountMinor", origin, "requestKey", "idempotencyKey")
      SELECT id, ${order.id}, "attemptId", "amountMinor", origin::"RefundOrigin", key, key
      FROM jsonb_to_recordset(${JSON.stringify(planned)}::jsonb)
        AS refund (id text, "attemptId" text, "amountMinor" int, origin text, key text)
      ON CONFLICT DO NOTHING RETURNING id, "orderId", "amountMinor"),
    planned_told AS (
      INSERT INTO "OrderEvent" ("orderId", subject, which, "to", "amountMinor", note)
      SELECT "orderId", 'refund', id, 'REQUESTED', "amountMinor", 'automatic' FROM planned)`,
  ];
}

function caused(order: LockedOrder, paidCardId: string | null): Prisma.Sql {
  const kinds = order.userId
    ? ["receipt", ...(order.preferNewCard && paidCardId ? ["prefer-card"] : [])]
    : [];
  return Prisma.sql`
    INSERT INTO "Outbox" ("orderId", kind) SELECT ${order.id}, kind FROM unnest(${kinds}::text[]) AS kind
    ON CONFLICT DO NOTHING`;
}

function alertsOf(order: LockedOrder, { concern, status }: Verdict): Prisma.Sql[] {
  const ended = order.status === "CANCELLING" && status !== "CANCELLING";
  const told = concern
    ? alertRaised("order-review", order.id, `Order ${order.number}: ${concern}.`)
    : alertCleared("order-review", order.id);
  return [
    ...(concern === order.concern ? [] : [Prisma.sql`told_of_concern AS (${told})`]),
    ...(ended ? [Prisma.sql`told_of_end AS (${alertCleared("order-stuck", order.id)})`] : []),
  ];
}
