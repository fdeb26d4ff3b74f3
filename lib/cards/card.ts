import type { PaymentMethods } from "@/lib/dojo/payment-methods";

/** No more of a card than this leaves the code that fetched it. */
export type SavedCard = {
  id: string;
  scheme: string;
  last4: string;
  /** As printed on the card: MM/YY. Empty when Dojo's text is in neither form it publishes. */
  expiry: string;
  expired: boolean;
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
      expired: expires !== null && hasEnded(expires, today),
      supported: !supported || supported.includes(cardDetails.scheme),
      name: `${plain}${apart}`,
      label: `${dated}${apart}`,
    };
  });
}

type Month = { year: number; month: number };

/** Lists and events say `2024-12-31`, the text of the API's card schema says `MM/YY`: both are read. */
function parseExpiry(text: string): Month | null {
  const date = /^(\d{4})-(0[1-9]|1[0-2])(?!\d)/.exec(text);
  if (date) return { year: Number(date[1]), month: Number(date[2]) };
  const printed = /^(0[1-9]|1[0-2])\/(\d{2})$/.exec(text);
  return printed ? { year: 2000 + Number(printed[2]), month: Number(printed[1]) } : null;
}

function formatExpiry({ year, month }: Month): string {
  return `${String(month).padStart(2, "0")}/${String(year % 100).padStart(2, "0")}`;
}

/** A card is good to the end of its month, as people in Britain count the days. */
function hasEnded({ year, month }: Month, today: Date): boolean {
  const part = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London",
    year: "numeric",
    month: "numeric",
  });
  const now = Object.fromEntries(part.formatToParts(today).map(({ type, value }) => [type, Number(value)]));
  return year * 12 + month < (now.year ?? 0) * 12 + (now.month ?? 0);
}
