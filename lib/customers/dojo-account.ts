import "server-only";
import { createHmac } from "node:crypto";
import { dojoEnvironment, env } from "@/lib/env";
import { keyFor } from "@/lib/keys";

/** API origin and environment, never the key, which rotates: a link made here is not used against another Dojo. */
export function dojoAccount(): string {
  return `${env().DOJO_API_URL} ${dojoEnvironment()}`;
}

/**
 * Our mark on a Dojo customer, by which a lost reply is found again. An HMAC: nobody else can forge one, and
 * it tells Dojo nothing about our ids. 36 characters, within the 50 of the field that carries it.
 */
export function customerMarker(userId: string): string {
  const digest = createHmac("sha256", keyFor("customer-marker"))
    .update(`${dojoAccount()}\n${userId}`)
    .digest();
  return `sf1:${digest.toString("base64url").slice(0, 32)}`;
}
