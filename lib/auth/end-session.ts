import "server-only";
import { audit } from "@/lib/audit";
import { SESSION_SECONDS } from "@/lib/auth/cookies";
import { findShopper } from "@/lib/auth/find-shopper";
import { readSession } from "@/lib/auth/read-session";
import type { Session } from "@/lib/auth/session-token";
import { db } from "@/lib/db/client";

/** A copy of its cookie is nobody's from now on (ASVS 7.4.1), although the token itself lives for seven days. */
export async function endSession({ sub, sid, since }: Session): Promise<void> {
  const until = new Date((since + SESSION_SECONDS) * 1_000);
  await db().endedSession.createMany({ data: [{ id: sid, until }], skipDuplicates: true });
  audit("sign-out", { userId: sub });
}

/** Whoever was signed in with this browser is so no longer (ASVS 7.2.4); what a new password ended is not ended twice. */
export async function leaveSession(): Promise<void> {
  const session = await readSession();
  if (session && (await findShopper(session))) await endSession(session);
}
