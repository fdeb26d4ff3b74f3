/** What the card's bank does with the right security code. */
export type Outcome =
  | "approved"
  | "challenge"
  | "challengeFails"
  | "slow"
  | "declined"
  | "insufficientFunds"
  | "referred";

/** The same in words, for the pages that list the cards. */
export const OUTCOME_WORDS: Record<Outcome, string> = {
  approved: "approved",
  challenge: "3-D Secure, then approved",
  challengeFails: "3-D Secure, which fails",
  slow: "slow bank, approved after a while",
  declined: "declined",
  insufficientFunds: "declined, insufficient funds",
  referred: "declined, referred to the bank",
};

export type TestCard = {
  /** Names the card in stored data, where its number must never be. */
  token: string;
  number: string;
  scheme: Scheme;
  funding: "Debit" | "Credit";
  securityCode: string;
  outcome: Outcome;
  /** Not among Dojo's published cards: the real sandbox does not know it. */
  emulatorOnly: boolean;
};

export const SCHEMES = ["VISA", "MASTERCARD", "MAESTRO", "AMEX", "DISCOVER", "DCI"] as const;

type Scheme = (typeof SCHEMES)[number];

const SCHEME_NAMES: Record<string, string> = {
  VISA: "Visa",
  MASTERCARD: "Mastercard",
  MAESTRO: "Maestro",
  AMEX: "Amex",
  DISCOVER: "Discover",
  DCI: "Diners Club",
};

/**
 * Dojo's published sandbox cards, then the emulator's own for outcomes that those cannot play; any name, address
 * and future expiry date goes with them.
 */
export const TEST_CARDS: readonly TestCard[] = [
  card("mastercard-approved", "5200000000001005", "020", "approved"),
  card("mastercard-challenge", "5200000000001096", "020", "challenge"),
  card("visa-declined", "4456530000001013", "341", "declined"),
  card("mastercard-approved-older", "5200000000000056", "341", "approved"),
  card("visa-challenge-older", "4456530000001096", "020", "challenge"),
  ownCard("emulator-insufficient-funds", "5200000000002003", "020", "insufficientFunds"),
  ownCard("emulator-referred", "4456530000002011", "020", "referred"),
  ownCard("emulator-challenge-fails", "5200000000002029", "020", "challengeFails"),
  ownCard("emulator-slow", "4456530000002037", "020", "slow"),
];

export const DEFAULT_CARD = "5200000000001005";
export const DEFAULT_EXPIRY = "2029-12-31";

function card(token: string, number: string, securityCode: string, outcome: Outcome): TestCard {
  const scheme = number.startsWith("4") ? "VISA" : "MASTERCARD";
  return { token, number, scheme, funding: "Debit", securityCode, outcome, emulatorOnly: false };
}

function ownCard(...details: Parameters<typeof card>): TestCard {
  return { ...card(...details), emulatorOnly: true };
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

/** Month and year are groups 1 and 2, or 3 and 4. The page's script is handed the same pattern. */
export const EXPIRY = /^(?:(0?[1-9]|1[0-2])\s*[/-]\s*(\d{2}|20\d{2})|(0[1-9]|1[0-2])(\d{2}))$/;

/** A typed `12/29`, `12/2029` or `1229` as the last day of that month (`2029-12-31`), as Dojo prints it. */
export function readExpiry(typed: string): string | undefined {
  const match = EXPIRY.exec(typed.trim());
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
