import { randomBytes } from "node:crypto";

/** 128 random bits in 22 URL-safe characters: an id that is not guessable (ASVS 11.5.1 rejects UUID v4). */
export function opaqueId(): string {
  return randomBytes(16).toString("base64url");
}

/** Ids come back from addresses and cookies; whatever else is in there does not reach the database. */
export function isOpaqueId(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{22}$/.test(value);
}
