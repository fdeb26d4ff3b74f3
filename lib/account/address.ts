import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { maybeOneLine, oneLine } from "@/lib/account/one-line";
import { db } from "@/lib/db/client";
import { addressProblems } from "@/lib/messages/account";

/** Area, district, sector and unit, and the one that is different. Spaces, dots and dashes do not matter. */
const POSTCODE = /^(?:GIR0AA|[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2})$/i;

/** As people type it ("sw1a1aa"), kept as Royal Mail prints it ("SW1A 1AA"). */
const postcode = oneLine(addressProblems.postcodeMissing)
  .transform((typed) => typed.replace(/[\s.\p{Pd}]/gu, ""))
  .refine((code) => POSTCODE.test(code), addressProblems.postcodeUnknown)
  .transform((code) => code.toUpperCase().replace(/(?=...$)/, " "));

/** Where a parcel goes, in the United Kingdom. The limits are Dojo's, which is told the same address. */
export const addressInput = z.object({
  name: oneLine(addressProblems.nameMissing),
  line1: oneLine(addressProblems.lineMissing),
  line2: maybeOneLine,
  city: oneLine(addressProblems.cityMissing),
  postcode,
});

export type DeliveryAddress = z.output<typeof addressInput>;

/** What a JSON column holds, or null: an address that could not be typed today is asked for again. */
export function readAddress(json: unknown): DeliveryAddress | null {
  return addressInput.safeParse(json).data ?? null;
}

/** Rides in the pay form: what the shopper saw must still be true when the order is frozen. Not secret, not reversible. */
export function addressTag(address: DeliveryAddress | null): string {
  return address ? createHash("sha256").update(JSON.stringify(address)).digest("base64url") : "none";
}

export async function findAddress(userId: string): Promise<DeliveryAddress | null> {
  const user = await db().user.findUnique({ where: { id: userId }, select: { deliveryAddress: true } });
  return readAddress(user?.deliveryAddress);
}

/**
 * Keeps the shopper's address, and gives it to their paid orders that have none yet: whoever paid first and
 * typed afterwards is delivered to as well. An order that has an address keeps it.
 */
export async function saveAddress(userId: string, address: DeliveryAddress): Promise<void> {
  const json = JSON.stringify(address);
  // Orders first, as deleting an account locks them, so that neither waits for the other in a ring; the unpaid ones
  // too, or one that is being settled at this moment would end up with no address.
  await db().$transaction([
    db().$queryRaw`
      SELECT id FROM "Order" WHERE "userId" = ${userId} AND "deliveryAddress" IS NULL ORDER BY id FOR NO KEY UPDATE`,
    db().$executeRaw`
      UPDATE "Order" SET "deliveryAddress" = ${json}::jsonb
      WHERE "userId" = ${userId} AND "deliveryAddress" IS NULL AND status IN ('PAID', 'PARTLY_REFUNDED', 'REVIEW')`,
    db().$executeRaw`UPDATE "User" SET "deliveryAddress" = ${json}::jsonb WHERE id = ${userId}`,
  ]);
}
