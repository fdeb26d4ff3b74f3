/** What happens when a listed test card is used. */
export type TestCard = {
  /** Names the card in stored data, where its number must never be. */
  token: string;
  number: string;
  scheme: Scheme;
  funding: "Debit" | "Credit";
  securityCode: string;
  challenge: boolean;
  declined: boolean;
};

export type Scheme = "VISA" | "MASTERCARD" | "MAESTRO" | "AMEX" | "DISCOVER" | "DCI";

const SCHEME_NAMES: Record<string, string> = {
  VISA: "Visa",
  MASTERCARD: "Mastercard",
  MAESTRO: "Maestro",
  AMEX: "Amex",
  DISCOVER: "Discover",
  DCI: "Diners Club",
};

/** Dojo's published sandbox cards; any name, address and future expiry date goes with them. */
export const TEST_CARDS: readonly TestCard[] = [
  card("mastercard-approved", "5200000000001005", "MASTERCARD", "020", {}),
  card("mastercard-challenge", "5200000000001096", "MASTERCARD", "020", { challenge: true }),
  card("visa-declined", "4456530000001013", "VISA", "341", { declined: true }),
  card("mastercard-approved-older", "5200000000000056", "MASTERCARD", "341", {}),
  card("visa-challenge-older", "4456530000001096", "VISA", "020", { challenge: true }),
];

export const DEFAULT_CARD = "5200000000001005";
export const DEFAULT_EXPIRY = "2029-12-31";

function card(
  token: string,
  number: string,
  scheme: Scheme,
  securityCode: string,
  behaviour: { challenge?: boolean; declined?: boolean },
): TestCard {
  const { challenge = false, declined = false } = behaviour;
  return { token, number, scheme, funding: "Debit", securityCode, challenge, declined };
}

export function findCardByNumber(number: string): TestCard | undefined {
  return TEST_CARDS.find((listed) => listed.number === number);
}

export function findCardByToken(token: string): TestCard | undefined {
  return TEST_CARDS.find((listed) => listed.token === token);
}

/** Dojo's mask keeps the first eight and the last four digits. */
export function maskPan(number: string): string {
  return `${number.slice(0, 8)}****${number.slice(-4)}`;
}

export function schemeName(scheme: string): string {
  return SCHEME_NAMES[scheme] ?? scheme;
}

/** The check digit that every real card number carries (ISO/IEC 7812). */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let place = 0; place < number.length; place++) {
    const digit = Number(number[number.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return number.length > 0 && sum % 10 === 0;
}

/** A typed `12/29`, `12/2029` or `1229` as the last day of that month (`2029-12-31`), as Dojo prints it. */
export function readExpiry(typed: string): string | undefined {
  const match = /^(0?[1-9]|1[0-2])\s*[/-]\s*(\d{2}|20\d{2})$|^(0[1-9]|1[0-2])(\d{2})$/.exec(typed.trim());
  const month = match?.[1] ?? match?.[3];
  const year = match?.[2] ?? match?.[4];
  if (month === undefined || year === undefined) return undefined;
  const lastDay = Date.UTC(2000 + (Number(year) % 100), Number(month), 0);
  return new Date(lastDay).toISOString().slice(0, 10);
}

/** A card is good to the end of the last day of its month (UTC). */
export function isExpired(expiryDate: string, nowMs: number): boolean {
  return nowMs > Date.parse(`${expiryDate}T23:59:59.999Z`);
}

/** `2029-12-31` as a shopper reads it on the card: `12/29`. */
export function shortExpiry(expiryDate: string): string {
  return `${expiryDate.slice(5, 7)}/${expiryDate.slice(2, 4)}`;
}
