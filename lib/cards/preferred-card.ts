import { isUsable, type SavedCard } from "@/lib/cards/card";

type StoredChoice = { preferredCardId: string | null; preferredDecidedAt: Date | null };

export type PreferredCard = {
  card: SavedCard | null;
  /** Why the stored choice is not offered. It is kept all the same: the card may come back. */
  problem: "missing" | "expired" | "unsupported" | null;
  /** The only saved card of a shopper who never chose: preferred, and stored by the next POST that sees it. */
  adopted: boolean;
};

/** The preference never lies: it is the stored choice AND in the fresh list AND usable today. */
export function preferredCard(cards: readonly SavedCard[], stored: StoredChoice): PreferredCard {
  if (stored.preferredDecidedAt === null) {
    const [only, ...others] = cards.filter((card) => !card.expired);
    const adopted = only !== undefined && others.length === 0 && only.supported;
    return { card: adopted ? only : null, problem: null, adopted };
  }
  if (stored.preferredCardId === null) return { card: null, problem: null, adopted: false };
  const card = cards.find(({ id }) => id === stored.preferredCardId);
  if (card && isUsable(card)) return { card, problem: null, adopted: false };
  const problem = !card ? "missing" : card.expired ? "expired" : "unsupported";
  return { card: null, problem, adopted: false };
}

/** Whoever removed their preferred card decided on none: the next usable one is suggested, never taken. */
export function suggestedCard(cards: readonly SavedCard[], stored: StoredChoice): SavedCard | null {
  const decidedOnNone = stored.preferredDecidedAt !== null && stored.preferredCardId === null;
  return (decidedOnNone && cards.find(isUsable)) || null;
}
