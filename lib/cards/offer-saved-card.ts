import "server-only";
import { isUsable, type SavedCard } from "@/lib/cards/card";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { db } from "@/lib/db/client";

export type SavedCardOffer = { card: SavedCard; preferred: boolean };

/**
 * The card saved on Dojo's page while paying this order, to be asked about once: a preference never changes by
 * itself. `preferred` when it is that already: the first card ever saved, or the tick at the checkout. Null when
 * no card was saved, it cannot be used, the order is not the shopper's and paid, or Dojo cannot say.
 */
export async function offerSavedCard(userId: string, orderId: string): Promise<SavedCardOffer | null> {
  const cardId = await cardSavedBy(userId, orderId);
  if (!cardId) return null;
  const list = await listSavedCards(userId);
  if (list.state === "unreachable") return null;
  const card = list.cards.find(({ id }) => id === cardId);
  if (!card || !isUsable(card)) return null;
  return { card, preferred: list.preferred.card?.id === cardId };
}

/** Dojo names the card that paid, not whether it is new: one that an earlier attempt named is not. */
async function cardSavedBy(userId: string, orderId: string): Promise<string | null> {
  const order = await db().order.findUnique({
    where: { id: orderId, userId, status: "PAID" },
    select: {
      paidAttemptId: true,
      attempts: { select: { id: true, paidCardId: true, savedCardId: true, createdAt: true } },
    },
  });
  const paid = order?.attempts.find(({ id }) => id === order.paidAttemptId);
  if (!paid?.paidCardId || paid.paidCardId === paid.savedCardId) return null;
  const known = await db().paymentAttempt.findFirst({
    where: {
      id: { not: paid.id },
      order: { userId },
      createdAt: { lte: paid.createdAt },
      OR: [{ paidCardId: paid.paidCardId }, { savedCardId: paid.paidCardId }],
    },
    select: { id: true },
  });
  return known ? null : paid.paidCardId;
}
