import "server-only";
import { createHmac } from "node:crypto";
import type { SavedCard } from "@/lib/cards/card";
import { isSameSeal, keyFor } from "@/lib/keys";

/** What the form that asks about a removal sends back, for the day the card is gone before the answer. */
export type ShownCard = { name: string; signature: string };

/** Proof that we showed this shopper this card under this name: a card that is gone can prove nothing itself. */
export function signShownCard(userId: string, { id, name }: Pick<SavedCard, "id" | "name">): string {
  return signatureOf(userId, id, name).toString("base64url");
}

export function wasShown(userId: string, cardId: string, { name, signature }: ShownCard): boolean {
  return isSameSeal(Buffer.from(signature, "base64url"), signatureOf(userId, cardId, name));
}

function signatureOf(...parts: string[]): Buffer {
  return createHmac("sha256", keyFor("shown-card")).update(JSON.stringify(parts)).digest();
}
