import { isUsable, type SavedCard } from "@/lib/cards/card";

/** Preferred first, then what can be used, then what is only kept; otherwise as Dojo lists them. */
export function inShownOrder(cards: readonly SavedCard[], preferredId: string | undefined): SavedCard[] {
  const place = (card: SavedCard) => (card.id === preferredId ? 0 : isUsable(card) ? 1 : 2);
  return [...cards].sort((left, right) => place(left) - place(right));
}

const MOST_IN_SIGHT = 10;
const IN_SIGHT_OF_MANY = 5;

/** At the checkout more than ten cards would bury the button: the first five usable stay in sight. */
export function splitForCheckout(cards: readonly SavedCard[]): { inSight: SavedCard[]; more: SavedCard[] } {
  if (cards.length <= MOST_IN_SIGHT) return { inSight: [...cards], more: [] };
  const inSight = cards.filter(isUsable).slice(0, IN_SIGHT_OF_MANY);
  return { inSight, more: cards.filter((card) => !inSight.includes(card)) };
}
