import { formatExpiry, parseExpiry, standing } from "@/lib/cards/expiry";
import type { PaymentMethods } from "@/lib/dojo/payment-methods";

/** No more of a card than this leaves the code that fetched it. */
export type SavedCard = {
  id: string;
  scheme: string;
  last4: string;
  /** As printed on the card: MM/YY. Empty when Dojo's text is in neither form it publishes. */
  expiry: string;
  expired: boolean;
  /** Still good, for 60 days at most. */
  expiresSoon: boolean;
  /** False when the merchant account does not take the card's scheme (any more). */
  supported: boolean;
  /** "Visa ending 1096", with ", card 2" where another looks the same. */
  name: string;
  /** "Visa ending 1096, expires 12/29", likewise. */
  label: string;
};

const SCHEMES: ReadonlyMap<string, string> = new Map([
  ["VISA", "Visa"],
  ["MASTERCARD", "Mastercard"],
  ["MAESTRO", "Maestro"],
  ["AMEX", "American Express"],
  ["DISCOVER", "Discover"],
  ["DCI", "Diners Club"],
]);

/** Can it be chosen for a payment? */
export function isUsable(card: SavedCard): boolean {
  return card.supported && !card.expired;
}

export function toSavedCards(answer: PaymentMethods, today: Date): SavedCard[] {
  const supported = answer.supportedPaymentMethods?.cardSchemes;
  const seen = new Map<string, number>();
  return (answer.savedPaymentMethods ?? []).map(({ id, cardDetails }) => {
    const expires = parseExpiry(cardDetails.expiryDate);
    const last4 = cardDetails.pan.slice(-4);
    const expiry = expires ? formatExpiry(expires) : "";
    const stands = expires ? standing(expires, today) : "good";
    const plain = `${SCHEMES.get(cardDetails.scheme) ?? "Card"} ending ${last4}`;
    const dated = expiry ? `${plain}, expires ${expiry}` : plain;
    const copy = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, copy);
    const apart = copy === 1 ? "" : `, card ${copy}`;
    return {
      id,
      scheme: cardDetails.scheme,
      last4,
      expiry,
      expired: stands === "expired",
      expiresSoon: stands === "soon",
      supported: !supported || supported.includes(cardDetails.scheme),
      name: `${plain}${apart}`,
      label: `${dated}${apart}`,
    };
  });
}
