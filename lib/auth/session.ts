import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { decode, encode, type JWT } from "next-auth/jwt";
import { cache } from "react";
import type { Identity } from "@/lib/auth/check-credentials";
import { cookieAttributes, cookieName, SESSION_SECONDS } from "@/lib/auth/cookies";
import { dropDraft, isOwnerTag, keepDraft } from "@/lib/auth/drafts";
import { findShopper } from "@/lib/auth/find-shopper";
import { env } from "@/lib/env";
import { isOpaqueId } from "@/lib/ids";
import { tellNews } from "@/lib/news";

export type Shopper = { id: string; name: string; email: string };

/**
 * Who is asking, or null. The token alone does not decide: its session version must still be the database's,
 * so that a changed password ends every older session. Read once per request.
 */
export const currentUser = cache(async (): Promise<Shopper | null> => {
  const claim = await readSession();
  return isOpaqueId(claim?.sub) ? findShopper(claim.sub, claim.sessionVersion) : null;
});

/** Decoded here: `getServerSession` fails the whole page when another of next-auth's cookies is damaged. */
async function readSession(): Promise<JWT | null> {
  const token = (await cookies()).get(cookieName("session"))?.value;
  // A cookie that is not ours, is damaged or has run out counts as none.
  return token ? decode({ token, secret: env().NEXTAUTH_SECRET }).catch(() => null) : null;
}

/** The signed-in shopper, or the sign-in page and back to `path` afterwards, where `typed` fields wait. */
export async function requireUser(path: string, typed?: Record<string, string>): Promise<Shopper> {
  const user = await currentUser();
  if (user && typed?.whose !== undefined && !isOwnerTag(typed.whose, user.id)) {
    // A form opened with another account: neither its words nor its wishes are this shopper's.
    await tellNews("other-account");
    redirect(path);
  }
  if (user) return user;
  if (typed) await keepDraft(path, typed);
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** next-auth 4 signs in by its own client script only; this writes the same cookie from a form without JavaScript. */
export async function openSession(identity: Identity): Promise<void> {
  const token = await encode({
    token: { sub: identity.id, sessionVersion: identity.sessionVersion },
    secret: env().NEXTAUTH_SECRET,
    maxAge: SESSION_SECONDS,
  });
  (await cookies()).set(cookieName("session"), token, { ...cookieAttributes, maxAge: SESSION_SECONDS });
}

/** Of this browser alone; raising the account's session version ends all of them. */
export async function closeSession(): Promise<void> {
  (await cookies()).set(cookieName("session"), "", { ...cookieAttributes, maxAge: 0 });
  await dropDraft();
}
