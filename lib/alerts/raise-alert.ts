import "server-only";
import type { AlertKind } from "@/lib/alerts/alert-kinds";
import { db, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { log } from "@/lib/log";

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
export async function raiseAlert(
  kind: AlertKind,
  subject: string,
  detail: string,
  on: Tx = db(),
): Promise<void> {
  const [raised] = await on.$queryRaw<{ anew: boolean }[]>`
    WITH before AS (SELECT 1 FROM "Alert" WHERE kind = ${kind} AND subject = ${subject} AND "clearedAt" IS NULL),
      raised AS (${alertRaised(kind, subject, detail)})
    SELECT NOT EXISTS (SELECT 1 FROM before) AS anew`;
  if (raised?.anew) log.error({ alert: kind, subject, detail }, "alert raised");
}

/** What it told of is over. False without an open alert of that name, and then nothing happens. */
export async function clearAlert(kind: AlertKind, subject: string, on: Tx = db()): Promise<boolean> {
  const cleared = await on.$executeRaw`${alertCleared(kind, subject)}`;
  if (cleared > 0) log.info({ alert: kind, subject }, "alert cleared");
  return cleared > 0;
}
