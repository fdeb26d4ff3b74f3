import "server-only";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isSameOrigin, isSameOriginOrToken } from "@/lib/auth/same-origin";
import { MOST_BYTES } from "@/lib/border/read-capped";
import { WEBHOOK_PATH } from "@/lib/dojo/webhook";
import { env } from "@/lib/env";

export type Refusal = { status: 400 | 401 | 403 | 404 | 405 | 413 | 414 | 417; why: string };

/** In characters: several times the longest of our own, since Next takes time with the square of an address's length. */
const LONGEST_ADDRESS = 2_000;

export const METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

export const TOO_LARGE: Refusal = { status: 413, why: "This is more than any form of the shop sends." };

/** What no page of ours and no delivery of Dojo's ever sends, told from the head alone. Null when it may go on. */
export function refuseRequest(request: IncomingMessage): Refusal | null {
  const { method = "", url = "", headers } = request;
  if (headers.host === undefined && request.httpVersion !== "1.0")
    return { status: 400, why: "This names no host." };
  if (url.length > LONGEST_ADDRESS)
    return { status: 414, why: "This address is longer than any of the shop's." };
  const path = decodedPath(url);
  if (path === null) return { status: 400, why: "This address cannot be read." };
  if (NEXTS_OWN.test(path)) return { status: 404, why: "The shop has no such page." };
  if (!METHODS.includes(method)) return { status: 405, why: "The shop does not know this method." };
  if (Number(headers["content-length"]) > MOST_BYTES) return TOO_LARGE;
  if (method !== "POST" || isWebhook(pathOf(url)) || isFromHere(url, asHeaders(headers))) return null;
  return { status: 403, why: `This did not come from the shop's own pages, which are at ${env().SHOP_URL}.` };
}

function isFromHere(url: string, request: ReturnType<typeof asHeaders>): boolean {
  return url.startsWith("/api/auth/") ? isSameOriginOrToken(request) : isSameOrigin(request);
}

/** What React sends to a server action, with its script or without. */
export function isActionForm({ method, headers }: IncomingMessage): boolean {
  const isMultipart = /^multipart\/form-data\b/i.test(headers["content-type"] ?? "");
  return method === "POST" && (isMultipart || headers["next-action"] !== undefined);
}

/** With a slash at its end too, because a redirect would lose the delivery. */
export function isWebhook(path: string): boolean {
  return path === WEBHOOK_PATH || path === `${WEBHOOK_PATH}/`;
}

/** The page Next shows when all else fails: asked for by its name it is a failure that may be kept. */
const NEXTS_OWN = /^\/_global-error/;

/**
 * Null for a whole address, as proxies are asked for, for half a character, and for steps up and down: clients resolve
 * those before they ask, and here they would be judged as one path and answered as another.
 */
function decodedPath(url: string): string | null {
  if (!url.startsWith("/")) return null;
  try {
    const path = decodeURIComponent(pathOf(url));
    return path.split(/[/\\]/).some((step) => step === "." || step === "..") ? null : path;
  } catch {
    return null;
  }
}

/** Without the query, which may hold the token of a mailed link. */
export function pathOf(url: string): string {
  return url.split("?", 1)[0] ?? "";
}

function asHeaders(headers: IncomingHttpHeaders) {
  return { headers: { get: (name: string) => headers[name]?.toString() ?? null } };
}
