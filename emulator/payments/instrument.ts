import { findCardByToken, type TestCard } from "../cards";
import type { Challenge, SavedCard } from "../entities";

/** A card in the shopper's hand: typed in, or one that the customer saved before. */
export type Instrument = {
  card: TestCard;
  /** Last day of its month, `2029-12-31`. */
  expiryDate: string;
  name: string;
  savedCardId?: string;
};

/** A saved card as an instrument; undefined if its test card is no longer listed. */
export function savedInstrument(saved: SavedCard): Instrument | undefined {
  const card = findCardByToken(saved.token);
  return card && { card, expiryDate: saved.expiryDate, name: saved.name, savedCardId: saved.id };
}

type Stored = Pick<Challenge, "token" | "expiryDate" | "name" | "savedCardId">;

/** What is kept of an instrument while its payment is undecided: never the number. */
export function storeInstrument({ card, expiryDate, name, savedCardId }: Instrument): Stored {
  return { token: card.token, expiryDate, name, ...(savedCardId === undefined ? {} : { savedCardId }) };
}

/** The instrument of an undecided payment; undefined if its test card is no longer listed. */
export function storedInstrument({ token, expiryDate, name, savedCardId }: Stored): Instrument | undefined {
  const card = findCardByToken(token);
  return card && { card, expiryDate, name, ...(savedCardId === undefined ? {} : { savedCardId }) };
}
