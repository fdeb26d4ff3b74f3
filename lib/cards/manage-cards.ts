import "server-only";
import { isUsable, type SavedCard } from "@/lib/cards/card";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { clearPreferredCard, storePreferredCard } from "@/lib/cards/prefer-card";
import { type ShownCard, wasShown } from "@/lib/cards/shown-card";
import { readClaim } from "@/lib/customers/claim";
import { createCustomerSecret } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { deletePaymentMethod } from "@/lib/dojo/payment-methods";

export type CardChange =
  | { ok: true; card: Pick<SavedCard, "id" | "name">; wasPreferred: boolean }
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

/**
 * Deletes the card at Dojo first; only then is a preference for it cleared, and kept as "decided". A card that is
 * gone already is removed as wished, if `shown` proves that it was this shopper's.
 */
export async function removeCard(userId: string, cardId: string, shown?: ShownCard): Promise<CardChange> {
  const found = await findOwnCard(userId, cardId);
  if (found.problem === "unreachable") return { ok: false, problem: "unreachable" };
  if (found.problem === "not-yours") {
    if (!shown || !wasShown(userId, cardId, shown)) return { ok: false, problem: "not-yours" };
    const wasPreferred = await clearPreferredCard(userId, cardId);
    return { ok: true, card: { id: cardId, name: shown.name }, wasPreferred };
  }
  if (!(await deleteAtDojo(userId, cardId))) return { ok: false, problem: "unreachable" };
  const wasStored = await clearPreferredCard(userId, cardId);
  return { ok: true, card: found.card, wasPreferred: wasStored || found.wasPreferred };
}

/** False when Dojo did not say that the card is gone. */
async function deleteAtDojo(userId: string, cardId: string): Promise<boolean> {
  const customerId = (await readClaim(userId))?.customerId;
  if (!customerId) return false;
  try {
    const { secret } = await createCustomerSecret(customerId);
    await deletePaymentMethod(customerId, secret, cardId);
    return true;
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    // Removed by another tab a moment ago: the wish is fulfilled.
    return error.kind === "not-found";
  }
}
