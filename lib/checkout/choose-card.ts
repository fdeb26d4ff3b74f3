import "server-only";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { openCardList, payableCards, type SealedList } from "@/lib/cards/sealed-list";

export const NEW_CARD = "new";

export type CardChoice =
  | { ok: true; savedCardId: string | undefined; adopted: string | null }
  | { ok: false; problem: "card-unknown" | "dojo-unavailable" };

type Asked = {
  /** The radio's value; absent when the shopper pressed the button before the cards had arrived. */
  card?: string;
  sealedCards?: string;
};

/**
 * Which saved card to name in the intent. An id counts only if it is in the list just shown (sealed into the form)
 * or, when that is ten minutes old, in one fetched now: a card is always retrieved before an intent names it.
 */
export async function chooseCard(userId: string, { card, sealedCards }: Asked): Promise<CardChoice> {
  const sealed = openCardList(userId, sealedCards);
  if (card === NEW_CARD) return { ok: true, savedCardId: undefined, adopted: sealed?.adopted ?? null };
  if (card !== undefined && sealed) return pick(card, sealed);
  const fresh = await listSavedCards(userId);
  if (fresh.state === "unreachable") {
    if (card === undefined) return { ok: true, savedCardId: undefined, adopted: null };
    return { ok: false, problem: "dojo-unavailable" };
  }
  const payable = payableCards(fresh.cards, fresh.preferred);
  if (card === undefined)
    return { ok: true, savedCardId: fresh.preferred.card?.id, adopted: payable.adopted };
  return pick(card, payable);
}

function pick(card: string, { usable, adopted }: SealedList): CardChoice {
  return usable.includes(card)
    ? { ok: true, savedCardId: card, adopted }
    : { ok: false, problem: "card-unknown" };
}
