import "server-only";
import { hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

type KeyUse =
  | "payment-link"
  | "card-list"
  | "shown-card"
  | "customer-marker"
  | "draft-owner"
  | "known-browser"
  | "tries";

/** One secret in the settings, one key per use: a leak or a mistake in one use opens no other. */
export function keyFor(use: KeyUse): Buffer {
  return Buffer.from(hkdfSync("sha256", env().APP_SECRET, "dojo-storefront", use, 32));
}

/** For seals: how long it takes does not tell how much of one was guessed. */
export function isSameSeal(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
