import "server-only";
import { env } from "@/lib/env";
import { parseJson } from "@/lib/parse-json";

/**
 * `__Host-` pins a cookie to this host, path and a secure context (browsers count loopback as one).
 * Cookies ignore ports, so a shop on another loopback port gets names of its own.
 */
export function cookieName(
  what: "session" | "basket" | "csrf" | "callback" | "news" | "draft" | "known",
): string {
  const shop = new URL(env().SHOP_URL);
  const ownPort = shop.protocol === "https:" || shop.port === "3000" ? "" : `-${shop.port || "80"}`;
  return `__Host-${what}${ownPort}`;
}

/** Lax, not Strict: the shopper comes back from Dojo by a cross-site navigation and must still be signed in. */
export const cookieAttributes = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;

export const SESSION_SECONDS = 7 * 24 * 60 * 60;
export const KNOWN_BROWSER_SECONDS = 365 * 24 * 60 * 60;
export const BASKET_SECONDS = 90 * 24 * 60 * 60;

/**
 * What people type goes into a cookie in letters that no encoding touches: when an action redirects, Next decodes
 * the percent signs of its cookies twice, and fails the action over a lone one.
 */
export function packCookie(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

/** Undefined when it is nothing that was packed. */
export function unpackCookie(value: string | undefined): unknown {
  return parseJson(Buffer.from(value ?? "", "base64url").toString());
}
