import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { webhookEvent } from "@/lib/dojo/wire";
import { parseJson } from "@/lib/parse-json";

/** Where Dojo rings: app/api/webhooks/dojo. */
export const WEBHOOK_PATH = "/api/webhooks/dojo";
export const SIGNATURE_HEADER = "dojo-signature";

const HEADER = /^sha256=([0-9A-F]{2}(?:-[0-9A-F]{2}){31})$/;

/** Cheaper than comparing it: what is not written as Dojo writes signatures is none. */
export function isSignature(header: string | null | undefined): header is string {
  return HEADER.test(header ?? "");
}

/**
 * Dojo's published scheme: HMAC-SHA256 over the raw bytes, keyed with the secret's text, in upper-case hex
 * pairs joined by dashes. Every active secret is tried in full, so that secrets can rotate without a gap.
 */
export function verifySignature(
  body: Uint8Array,
  header: string | null,
  secrets: readonly string[],
): boolean {
  const pairs = HEADER.exec(header ?? "")?.[1];
  if (!pairs) return false;
  const given = Buffer.from(pairs.replaceAll("-", ""), "hex");
  let matched = false;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(body).digest();
    matched = timingSafeEqual(given, expected) || matched;
  }
  return matched;
}

type DojoEvent = {
  id: string;
  event: string;
  accountId: string | null;
  intentId: string | null;
  /** As Dojo says it, to be told of an old one; nothing is decided by it. */
  createdAt: Date | null;
};

/** What Dojo would send with this body: for the shop's test of itself. */
export function signBody(body: string, secret: string): string {
  const hex = createHmac("sha256", secret).update(body).digest("hex").toUpperCase();
  return `sha256=${hex.match(/../g)?.join("-")}`;
}

/** Only ids are read: a webhook says that something changed, the API says what. Null for anything else than an event. */
export function parseEvent(text: string): DojoEvent | null {
  const parsed = webhookEvent.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { id, event, accountId = null, createdAt = null, data } = parsed.data;
  return { id, event, accountId, createdAt, intentId: data?.paymentIntentId ?? null };
}
