import "server-only";
import { audit } from "@/lib/audit";
import { db } from "@/lib/db/client";

/** Every session carries the version it was opened with, so one more ends them all, this one included. */
export async function endSessions(userId: string): Promise<void> {
  await db().user.updateMany({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
  audit("sign-out-everywhere", { userId });
}
