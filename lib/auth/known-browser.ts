import "server-only";
import { createHmac } from "node:crypto";
import { cookies } from "next/headers";
import type { Identity } from "@/lib/auth/check-credentials";
import { cookieAttributes, cookieName, KNOWN_BROWSER_SECONDS } from "@/lib/auth/cookies";
import { isOpaqueId, opaqueId } from "@/lib/ids";
import { isSameSeal, keyFor } from "@/lib/keys";

type Account = Pick<Identity, "id" | "sessionVersion">;

/** A new password, or signing out everywhere, makes all browsers strangers again. */
const sealOf = (id: string, account: Account) =>
  createHmac("sha256", keyFor("known-browser"))
    .update(`${id} ${account.id} ${account.sessionVersion}`)
    .digest("base64url");

/**
 * Remembers that this browser signed in to this account. The cookie opens nothing: its tries are only counted apart,
 * so that a stranger who guesses at an account cannot shut its owner out (OWASP, "device cookies").
 */
export async function rememberBrowser(account: Account): Promise<void> {
  const id = opaqueId();
  const attributes = { ...cookieAttributes, maxAge: KNOWN_BROWSER_SECONDS };
  (await cookies()).set(cookieName("known"), `${id}.${sealOf(id, account)}`, attributes);
}

export async function browserCookie(): Promise<string | undefined> {
  return (await cookies()).get(cookieName("known"))?.value;
}

export function isKnownBrowser(cookie: string | undefined, account: Account): boolean {
  const [id, seal = "", rest] = (cookie ?? "").split(".");
  if (!isOpaqueId(id) || rest !== undefined) return false;
  return isSameSeal(Buffer.from(seal), Buffer.from(sealOf(id, account)));
}
