import "server-only";
import { createHmac } from "node:crypto";
import { dojoEnvironment, env } from "@/lib/env";
import { keyFor } from "@/lib/keys";

/** API origin and environment, never the key, which rotates: a link made here is not used against another Dojo. */
export function dojoAccount(): string {
  return `${env().DOJO_API_URL} ${dojoEnvironment()}`;
}

const MARK = "sf1:";

/** Whether it looks like a mark of ours: whose it is, and whether of this shop, only the database can say. */
export function looksLikeMarker(text: string): boolean {
  return text.startsWith(MARK);
}

/**
 * Our mark on a Dojo customer, by which a lost reply is found again. An HMAC: nobody else can forge one, and
 * it tells Dojo nothing about our ids. 36 characters, within the 50 of the field that carries it.
 */
export function customerMarker(userId: string): string {
  const digest = createHmac("sha256", keyFor("customer-marker"))
    .update(`${dojoAccount()}\n${userId}`)
    .digest();
  return `${MARK}${digest.toString("base64url").slice(0, 32)}`;
}
