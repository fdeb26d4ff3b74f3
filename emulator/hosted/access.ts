import { savedCardsOf, validSecret } from "../customers";
import type { Intent, SavedCard } from "../entities";
import { paymentMethods } from "../payments/present";
import type { World } from "../world";

/** What the link opens to whoever holds it. */
export type Access = {
  savedCards: SavedCard[];
  newCard: boolean;
  maySave: boolean;
  /** The link names a customer whose cards it no longer opens. */
  shut: boolean;
};

/**
 * Saved cards are shown, and a card may be saved, only with a valid secret of the customer that the intent
 * names; with an expired one the page still takes a new card.
 */
export function readAccess(world: World, intent: Intent, query: URLSearchParams): Access {
  const customerId = intent.request.customer?.id;
  const secret = query.get("csc") ?? "";
  const known =
    customerId !== undefined &&
    query.get("cid") === customerId &&
    validSecret(world, customerId, secret) !== undefined;
  const methods = paymentMethods(intent);
  const saved = methods.includes("SavedCard");
  return {
    savedCards: known && saved ? savedCardsOf(world, customerId) : [],
    newCard: methods.includes("Card"),
    maySave: known && methods.includes("Card"),
    shut: saved && secret !== "" && !known,
  };
}
