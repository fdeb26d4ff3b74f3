import { createHmac } from "node:crypto";

/**
 * `dojo-signature` as Dojo's SDK checks it: HMAC-SHA256 of the raw body bytes, keyed with the secret's text in
 * UTF-8, printed as upper-case hex pairs joined by dashes.
 */
export function sign(body: string, secret: string): string {
  const hex = createHmac("sha256", secret).update(body, "utf8").digest("hex").toUpperCase();
  return `sha256=${(hex.match(/../g) ?? []).join("-")}`;
}
