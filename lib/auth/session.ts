import "server-only";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { signInPath } from "@/lib/auth/callback-url";
import type { Identity } from "@/lib/auth/check-credentials";
import { cookieAttributes, cookieName, SESSION_SECONDS } from "@/lib/auth/cookies";
import { dropDraft, isOwnerTag, keepDraft } from "@/lib/auth/drafts";
import { leaveSession } from "@/lib/auth/end-session";
import { findShopper } from "@/lib/auth/find-shopper";
import { rememberBrowser } from "@/lib/auth/known-browser";
import { readSession } from "@/lib/auth/read-session";
import { sealSession } from "@/lib/auth/session-token";
import { tellNews } from "@/lib/news";

export type Shopper = { id: string; name: string; email: string };

/**
 * Who is asking, or null. The token alone does not decide: its session version must still be the database's,
 * so that a changed password ends every older session. Read once per request.
 */
export const currentUser = cache(async (): Promise<Shopper | null> => {
  const session = await readSession();
  return session && findShopper(session);
});

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
  redirect(signInPath(path));
}

/** next-auth 4 signs in by its own client script only; this writes the same cookie from a form without JavaScript. */
export async function openSession(identity: Identity): Promise<void> {
  await leaveSession();
  const attributes = { ...cookieAttributes, maxAge: SESSION_SECONDS };
  (await cookies()).set(cookieName("session"), await sealSession(identity), attributes);
  await rememberBrowser(identity);
}

/** This one alone; raising the account's session version ends all of them. */
export async function closeSession(): Promise<void> {
  await leaveSession();
  (await cookies()).set(cookieName("session"), "", { ...cookieAttributes, maxAge: 0 });
  await dropDraft();
}
