import "server-only";
import { audit } from "@/lib/audit";
import { SESSION_SECONDS } from "@/lib/auth/cookies";
import type { Session } from "@/lib/auth/session-token";
import { db } from "@/lib/db/client";

/** A copy of its cookie is nobody's from now on (ASVS 7.4.1), although the token itself lives for seven days. */
export async function endSession({ sub, sid, since }: Session): Promise<void> {
  const until = new Date((since + SESSION_SECONDS) * 1_000);
  if (sid) await db().endedSession.createMany({ data: [{ id: sid, until }], skipDuplicates: true });
  audit("sign-out", { userId: sub });
}
