import "server-only";
import { isUsable, type SavedCard } from "@/lib/cards/card";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { clearPreferredCard, storePreferredCard } from "@/lib/cards/prefer-card";
import { readClaim } from "@/lib/customers/claim";
import { createCustomerSecret } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { deletePaymentMethod } from "@/lib/dojo/payment-methods";

export type CardChange =
  | { ok: true; card: SavedCard; wasPreferred: boolean }
  | { ok: false; problem: "unreachable" | "not-yours" | "not-usable" };

/** The id must be in the shopper's own fresh list: that is the proof of ownership. */
async function findOwnCard(userId: string, cardId: string) {
  const list = await listSavedCards(userId);
  if (list.state === "unreachable") return { problem: "unreachable" as const };
  const card = list.cards.find(({ id }) => id === cardId);
  return card
    ? { card, wasPreferred: list.preferred.card?.id === cardId }
    : { problem: "not-yours" as const };
}

export async function makePreferred(userId: string, cardId: string): Promise<CardChange> {
  const found = await findOwnCard(userId, cardId);
  if (found.problem) return { ok: false, problem: found.problem };
  if (!isUsable(found.card)) return { ok: false, problem: "not-usable" };
  await storePreferredCard(userId, cardId);
  return { ok: true, ...found };
}

/** Deletes the card at Dojo first; only then is a preference for it cleared, and kept as "decided". */
export async function removeCard(userId: string, cardId: string): Promise<CardChange> {
  const found = await findOwnCard(userId, cardId);
  if (found.problem) return { ok: false, problem: found.problem };
  const customerId = (await readClaim(userId))?.customerId;
  if (!customerId) return { ok: false, problem: "not-yours" };
  try {
    const { secret } = await createCustomerSecret(customerId);
    await deletePaymentMethod(customerId, secret, cardId);
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    // Removed by another tab a moment ago: the wish is fulfilled.
    if (error.kind !== "not-found") return { ok: false, problem: "unreachable" };
  }
  await clearPreferredCard(userId, cardId);
  return { ok: true, ...found };
}
