import "server-only";
import { alertsCleared } from "@/lib/alerts/clear-alerts";
import { alertCleared, alertRaised } from "@/lib/alerts/raise-alert";
import type { Settlement } from "@/lib/checkout/apply-news";
import { type AlertChange, alertsOf, followUpsOf } from "@/lib/checkout/order-changes";
import type { AttemptRow, LockedOrder } from "@/lib/checkout/order-rows";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { opaqueId } from "@/lib/ids";
import { eventsKept } from "@/lib/orders/order-events";
import { soldGoods } from "@/lib/orders/stock";
import type { PlannedRefund } from "@/lib/refunds/plan-refund";

/** What was paid for and is not on the shelf, for the log. */
type Written = { oversold: string | null };

/**
 * Everything that follows from a verdict, in one statement: the mirror, the order, its timeline, refunds and
 * receipt to come, the goods that are sold, the alert. All of it or nothing, and one round trip with the row locked.
 */
export async function writeVerdict(tx: Tx, order: LockedOrder, settlement: Settlement): Promise<Written> {
  const { verdict, seen, events, justPaid } = settlement;
  const parts = [
    Prisma.sql`told AS (${eventsKept(order.id, events)})`,
    ...(seen ? [Prisma.sql`mirrored AS (${mirrored(seen)})`] : []),
    ...refundsPlanned(order, settlement.refunds),
    ...(justPaid
      ? [soldGoods(order.id), Prisma.sql`caused AS (${caused(order, seen?.paidCardId ?? null)})`]
      : []),
    ...alertsTold(order, settlement),
    ...alertsCleared(settlement),
  ];
  const [written] = await tx.$queryRaw<Written[]>`
    WITH ${Prisma.join(parts, ", ")}
    UPDATE "Order" o SET status = ${verdict.status}::"OrderStatus", closing = ${verdict.closing}::"OrderEnd",
      "endedAt" = CASE WHEN ${verdict.ended} THEN coalesce(o."endedAt", shop_now()) END,
      "paidAttemptId" = ${verdict.paidAttemptId}, "reviewReason" = ${verdict.concern}, "checkAt" = ${settlement.checkAt},
      "paidAt" = CASE WHEN ${verdict.paidAttemptId !== null} THEN coalesce(o."paidAt", shop_now()) END,
      "deliveryAddress" = CASE WHEN ${justPaid} THEN coalesce(o."deliveryAddress", (
        SELECT "deliveryAddress" FROM "User" WHERE id = o."userId")) ELSE o."deliveryAddress" END
    WHERE o.id = ${order.id} RETURNING ${justPaid ? Prisma.sql`(SELECT detail FROM oversold)` : Prisma.sql`NULL`} AS oversold`;
  return written ?? { oversold: null };
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

function refundsPlanned(order: LockedOrder, refunds: readonly PlannedRefund[]): Prisma.Sql[] {
  if (refunds.length === 0) return [];
  const planned = refunds.map((refund) => ({ ...refund, id: opaqueId() }));
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
  return Prisma.sql`
    INSERT INTO "Outbox" ("orderId", kind)
    SELECT ${order.id}, kind FROM unnest(${followUpsOf(order, paidCardId)}::text[]) AS kind
    ON CONFLICT DO NOTHING`;
}

/** Each kind is told of once at most. */
const NAMES: Readonly<Record<AlertChange["kind"], Prisma.Sql>> = {
  "order-review": Prisma.sql`told_of_concern`,
  "order-stuck": Prisma.sql`told_of_end`,
  "intent-gone": Prisma.sql`told_of_loss`,
};

function alertsTold(order: LockedOrder, settlement: Settlement): Prisma.Sql[] {
  return alertsOf(order, settlement).map(({ kind, subject, detail }) => {
    const told = detail === null ? alertCleared(kind, subject) : alertRaised(kind, subject, detail);
    return Prisma.sql`${NAMES[kind]} AS (${told})`;
  });
}
