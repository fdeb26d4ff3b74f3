import "server-only";
import type { Shopper } from "@/lib/auth/session";
import type { Session } from "@/lib/auth/session-token";
import { db, isDatabaseBusy } from "@/lib/db/client";
import { log } from "@/lib/log";

/**
 * Whom a session names, unless it was signed out or its version is no longer the account's. Looked up once more when the
 * database could not answer just then: every page begins with this, and one connection that was cut is no reason to fail
 * it.
 */
export async function findShopper(session: Session): Promise<Shopper | null> {
  return readShopper(session).catch((error: unknown) => {
    if (!isDatabaseBusy(error)) throw error;
    log.warn({ userId: session.sub, error: String(error) }, "a session is looked up again");
    return readShopper(session);
  });
}

async function readShopper({ sub, sessionVersion, sid }: Session): Promise<Shopper | null> {
  const [shopper] = await db().$queryRaw<Shopper[]>`
    SELECT id, name, email FROM "User" WHERE id = ${sub} AND "sessionVersion" = ${sessionVersion}
      AND NOT EXISTS (SELECT 1 FROM "EndedSession" ended WHERE ended.id = ${sid})`;
  return shopper ?? null;
}
