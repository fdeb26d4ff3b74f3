import type { AttemptRow, LockedOrder } from "@/lib/checkout/order-rows";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { isOpaqueId } from "@/lib/ids";
import type { Database } from "../world/database";
import type { AttemptTableRow, OrderRow } from "../world/rows";

/* lib/checkout/order-rows.ts: the same rows, without the SQL. */

export type Which = { orderId: string } | { intent: PaymentIntent };

export function findOrder(database: Database, which: Which): OrderRow | undefined {
  const id = "orderId" in which ? which.orderId : ownerOf(database, which.intent)?.orderId;
  return database.orders.find((order) => order.id === id);
}

function ownerOf(database: Database, { id, attemptId, reference }: PaymentIntent) {
  const marked = isOpaqueId(attemptId);
  const lost = (attempt: AttemptTableRow) =>
    attempt.intentId === null &&
    attempt.reference === reference &&
    (marked ? attempt.id === attemptId : attemptId === null);
  return (
    database.attempts.find(({ intentId }) => intentId === id) ?? database.attempts.find((row) => lost(row))
  );
}

export function lockedOrder(row: OrderRow, nowMs: number): LockedOrder {
  const { id, number, userId, status, totalMinor, currency, closing, paidAttemptId, concern } = row;
  return {
    id,
    number,
    userId,
    status,
    totalMinor,
    currency,
    closing,
    paidAttemptId,
    concern,
    ended: row.endedAtMs !== null,
    expired: row.expiresMs <= nowMs,
    expiresAt: new Date(row.expiresMs),
    preferNewCard: false,
    now: new Date(nowMs),
  };
}

export function readAttempts(database: Database, orderId: string, nowMs: number): AttemptRow[] {
  return database.attemptsOf(orderId).map((attempt) => {
    const automatic = database.refunds.filter(
      (refund) => refund.attemptId === attempt.id && refund.origin !== "OPERATOR",
    );
    const newest = automatic.at(-1)?.state;
    const underWay = newest === "REQUESTED" || newest === "SENT";
    return {
      ...attempt,
      createdAt: new Date(attempt.createdMs),
      leaseLeftMs: attempt.leaseUntilMs - nowMs,
      autoRefund: underWay ? "under-way" : newest === "FAILED" ? "failed" : "none",
      autoRefunds: automatic.length,
    };
  });
}
