import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { db, isDatabaseBusy } from "@/lib/db/client";
import { log } from "@/lib/log";

/**
 * Whom a session names, unless its version is no longer the account's. Looked up once more when the database could not
 * answer just then: every page begins with this, and one connection that was cut is no reason to fail it.
 */
export async function findShopper(userId: string, sessionVersion: unknown): Promise<Shopper | null> {
  const user = await readUser(userId).catch((error: unknown) => {
    if (!isDatabaseBusy(error)) throw error;
    log.warn({ userId, error: String(error) }, "a session is looked up again");
    return readUser(userId);
  });
  if (!user || user.sessionVersion !== sessionVersion) return null;
  return { id: user.id, name: user.name, email: user.email };
}

function readUser(id: string) {
  const select = { id: true, name: true, email: true, sessionVersion: true };
  return db().user.findUnique({ where: { id }, select });
}
