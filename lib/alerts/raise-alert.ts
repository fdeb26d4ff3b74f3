import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { log } from "@/lib/log";

export type AlertKind =
  /** An order in REVIEW: money was taken that does not fit it. `subject` is the order's id. */
  | "order-review"
  /** Dojo takes our key no longer, for all calls or for one. The Dojo account. */
  | "key-refused"
  /** Deliveries came to our webhook whose signature no secret of ours makes. The webhook's path. */
  | "webhook-refused"
  /** What is due was not worked on for minutes: the worker is down, or cannot keep up. "worker". */
  | "worker-late"
  /** A comparison with Dojo that was begun has not come to its end for hours. The task's name. */
  | "comparison-late"
  /** Dojo made something else than was asked for; it was cancelled, and nobody saw it. The payment intent's id. */
  | "intent-wrong"
  /** Dojo does not know an intent of ours whose link has run out: another Dojo account, most likely. Its id. */
  | "intent-gone"
  /** More was sold of something than was left. The order's id. */
  | "oversold"
  /** A payment intent whose outcome Dojo has not told for a quarter of an hour. The attempt's id. */
  | "attempt-unknown"
  /** An order that is to end and does not, because Dojo does not say so. The order's id. */
  | "order-stuck"
  /** A refund that Dojo refused, or whose outcome stays unknown. The refund's id. */
  | "refund-failed"
  /** A signed event about a payment that names an order of ours which does not exist. The event's id. */
  | "event-orphan"
  /** A signed event of another Dojo account. The account's id. */
  | "event-foreign"
  /** A signed event that could not be applied for an hour. The payment intent's id. */
  | "event-stuck"
  /** A difference that the comparison with Dojo found. The payment intent's id. */
  | "reconciliation-break"
  /** More than one customer at Dojo for one shopper, and the spare one holds cards. The spare customer's id. */
  | "customer-duplicate"
  /** A customer that is linked to one shopper and carries the marker of another. The customer's id. */
  | "customer-mislinked"
  /** Whether a shopper's customer was made has been unknown for a quarter of an hour. The user's id. */
  | "customer-unknown"
  /** The linked customer was gone at Dojo and was made anew. The user's id. */
  | "customer-gone";

/** The statement that raises one, for a larger statement to hold: an alert must not be lost with the process. */
export function alertRaised(kind: AlertKind, subject: string, detail: string): Prisma.Sql {
  return alertRaisedFrom(kind, subject, Prisma.sql`FROM (SELECT ${detail}::text AS detail) told`);
}

/** The same with a `detail` that the statement finds out itself; no row, no alert. */
export function alertRaisedFrom(kind: AlertKind, subject: string, from: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "Alert" AS alert (kind, subject, detail) SELECT ${kind}, ${subject}, detail ${from}
    ON CONFLICT (kind, subject) DO UPDATE SET detail = excluded.detail, "lastSeenAt" = shop_now(),
      "raisedAt" = CASE WHEN alert."clearedAt" IS NULL THEN alert."raisedAt" ELSE shop_now() END, "clearedAt" = NULL`;
}

export function alertCleared(kind: AlertKind, subject: string): Prisma.Sql {
  return Prisma.sql`
    UPDATE "Alert" SET "clearedAt" = shop_now()
    WHERE kind = ${kind} AND subject = ${subject} AND "clearedAt" IS NULL`;
}

/**
 * For a person to look at: a row that stays until it is cleared, and one error line the first time, so that a
 * fault which lasts for hours does not drown the log. Safe to call again.
 */
export async function raiseAlert(kind: AlertKind, subject: string, detail: string): Promise<void> {
  const [raised] = await db().$queryRaw<{ anew: boolean }[]>`
    WITH before AS (SELECT 1 FROM "Alert" WHERE kind = ${kind} AND subject = ${subject} AND "clearedAt" IS NULL),
      raised AS (${alertRaised(kind, subject, detail)})
    SELECT NOT EXISTS (SELECT 1 FROM before) AS anew`;
  if (raised?.anew) log.error({ alert: kind, subject, detail }, "alert raised");
}

/** What it told of is over. Without an open alert of that name nothing happens. */
export async function clearAlert(kind: AlertKind, subject: string): Promise<void> {
  const cleared = await db().$executeRaw`${alertCleared(kind, subject)}`;
  if (cleared > 0) log.info({ alert: kind, subject }, "alert cleared");
}
