import "server-only";
import { decode, encode, type JWT } from "next-auth/jwt";
import { z } from "zod";
import type { Identity } from "@/lib/auth/check-credentials";
import { SESSION_SECONDS } from "@/lib/auth/cookies";
import { env } from "@/lib/env";
import { isOpaqueId, opaqueId } from "@/lib/ids";

const claims = z.object({
  sub: z.string().refine(isOpaqueId),
  sessionVersion: z.int(),
  /** The session's own id, by which it is signed out. */
  sid: z.string().refine(isOpaqueId),
  /** Seconds: when the password was given. Renewed by nothing, so that no session outlives its seven days. */
  since: z.int(),
});

export type Session = z.infer<typeof claims>;

const nowSeconds = () => Math.floor(Date.now() / 1_000);

export function claimsOf({ id, sessionVersion }: Pick<Identity, "id" | "sessionVersion">): Session {
  return { sub: id, sessionVersion, sid: opaqueId(), since: nowSeconds() };
}

export function sealSession(identity: Identity): Promise<string> {
  return encode({ token: claimsOf(identity), secret: env().NEXTAUTH_SECRET, maxAge: SESSION_SECONDS });
}

export function sessionIn(token: unknown): Session | null {
  return claims.safeParse(token).data ?? null;
}

/** Null for a cookie that is not ours, is damaged or has run out. Whether the account still goes with it is not asked. */
export async function openSessionToken(token: string | undefined): Promise<(JWT & Session) | null> {
  const content = token && (await decode({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null));
  const session = sessionIn(content);
  if (!content || !session) return null;
  return session.since + SESSION_SECONDS > nowSeconds() ? { ...content, ...session } : null;
}
