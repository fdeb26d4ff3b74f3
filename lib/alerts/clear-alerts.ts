import "server-only";
import { type AlertName, alertsOver, givenBackAttempts, type Settled } from "@/lib/alerts/alerts-over";
import { Prisma } from "@/lib/db/generated/client";

/** Clears whichever of them are open, by the primary key: there may be many that are over. */
export function clearedOf(names: readonly AlertName[]): Prisma.Sql {
  return Prisma.sql`
    UPDATE "Alert" alert SET "clearedAt" = shop_now()
    FROM jsonb_to_recordset(${JSON.stringify(names)}::jsonb) AS ended (kind text, subject text)
    WHERE alert.kind = ended.kind AND alert.subject = ended.subject AND alert."clearedAt" IS NULL`;
}

/** Parts of the statement that writes a verdict, so that an alert ends with what it told of. */
export function alertsCleared(settled: Settled): Prisma.Sql[] {
  const names = alertsOver(settled);
  const givenBack = givenBackAttempts(settled);
  return [
    ...(names.length > 0 ? [Prisma.sql`told_over AS (${clearedOf(names)})`] : []),
    ...(givenBack.length > 0 ? [Prisma.sql`told_given_back AS (${refundsOver(givenBack)})`] : []),
  ];
}

function refundsOver(attemptIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    UPDATE "Alert" alert SET "clearedAt" = shop_now() FROM "Refund" refund
    WHERE refund."attemptId" = ANY(${[...attemptIds]}) AND refund.state = 'FAILED'
      AND alert.kind = 'refund-failed' AND alert.subject = refund.id AND alert."clearedAt" IS NULL`;
}
