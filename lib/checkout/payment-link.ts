import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "@/lib/env";
import { keyFor } from "@/lib/keys";

/** Compared as a parsed URL: a prefix would let `https://pay.dojo.tech.evil` and `https://pay.dojo.tech@evil` pass. */
export function isPaymentLink(link: string | null): link is string {
  if (!link || !URL.canParse(link)) return false;
  const url = new URL(link);
  // The origin of `blob:https://pay.dojo.tech/…` is Dojo's too.
  const web = url.protocol === "https:" || url.protocol === "http:";
  return web && url.origin === env().DOJO_CHECKOUT_ORIGIN && url.username === "" && url.password === "";
}

/** The guide's links name their intent in the path: one that names another would take money we never hear of. */
export function isLinkOf(link: string, intentId: string): boolean {
  return new URL(link).pathname.split("/").includes(intentId);
}

/** The link holds the customer secret, so at rest it is sealed with AES-256-GCM, bound to its attempt. */
export function sealLink(link: string, attemptId: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor("payment-link"), nonce).setAAD(Buffer.from(attemptId));
  const body = Buffer.concat([cipher.update(link, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

/** Null when it was sealed with another key, say after APP_SECRET was changed: then a new link is made. */
export function openLink(sealed: string, attemptId: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  const nonce = bytes.subarray(0, 12);
  const tag = bytes.subarray(12, 28);
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFor("payment-link"), nonce, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(attemptId)).setAuthTag(tag);
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
