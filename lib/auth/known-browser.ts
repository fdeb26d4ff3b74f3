import "server-only";
import { createHmac } from "node:crypto";
import { cookies } from "next/headers";
import { cookieAttributes, cookieName, KNOWN_BROWSER_SECONDS } from "@/lib/auth/cookies";
import { isOpaqueId, opaqueId } from "@/lib/ids";
import { isSameSeal, keyFor } from "@/lib/keys";

const sealOf = (id: string, userId: string) =>
  createHmac("sha256", keyFor("known-browser")).update(`${id} ${userId}`).digest("base64url");

export function knownBrowserValue(userId: string): string {
  const id = opaqueId();
  return `${id}.${sealOf(id, userId)}`;
}

/**
 * Remembers that this browser signed in to this account. The cookie opens nothing: its tries are only counted apart,
 * so that a stranger who guesses at an account cannot shut its owner out (OWASP, "device cookies").
 */
export async function rememberBrowser(userId: string): Promise<void> {
  const attributes = { ...cookieAttributes, maxAge: KNOWN_BROWSER_SECONDS };
  (await cookies()).set(cookieName("known"), knownBrowserValue(userId), attributes);
}

export async function browserCookie(): Promise<string | undefined> {
  return (await cookies()).get(cookieName("known"))?.value;
}

export function isKnownBrowser(cookie: string | undefined, userId: string): boolean {
  const [id, seal = "", rest] = (cookie ?? "").split(".");
  if (!isOpaqueId(id) || rest !== undefined) return false;
  return isSameSeal(Buffer.from(seal), Buffer.from(sealOf(id, userId)));
}
