import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { SavedCard } from "@/lib/cards/card";
import { keyFor } from "@/lib/keys";

/** What the form that asks about a removal sends back, for the day the card is gone before the answer. */
export type ShownCard = { name: string; signature: string };

/** Proof that we showed this shopper this card under this name: a card that is gone can prove nothing itself. */
export function signShownCard(userId: string, { id, name }: Pick<SavedCard, "id" | "name">): string {
  return signatureOf(userId, id, name).toString("base64url");
}

export function wasShown(userId: string, cardId: string, { name, signature }: ShownCard): boolean {
  const given = Buffer.from(signature, "base64url");
  const expected = signatureOf(userId, cardId, name);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function signatureOf(...parts: string[]): Buffer {
  return createHmac("sha256", keyFor("shown-card")).update(JSON.stringify(parts)).digest();
}
