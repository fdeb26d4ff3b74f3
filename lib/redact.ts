import "server-only";
import { secretSettings } from "@/lib/env";

// No word boundary in front: in a finished line a secret may follow the n of `\n` or the D of `%3D`.
const SECRETS = [
  // Keys and customer secrets of Dojo's; the secret of a payment link, however often the link was encoded.
  /(sk|cs)_(sandbox|prod)_[\w-]+/gi,
  /csc(=|%(25)*3D)[^\s"'\\&]+/gi,
  // A session, which is an encrypted JWT; the token of a mailed link.
  /eyJ[\w-]{8,}\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+/g,
  /token(=|%(25)*3D)[\w-]{43}/g,
  // The address of the database holds its password.
  /(?<=postgres(ql)?:\/\/[^\s:@/]*:)[^\s@]+(?=@)/gi,
  /(?<=postgres(ql)?%3A%2F%2F[^\s%]*%3A)\S+?(?=%40)/gi,
];

const GAP = "(?:[ .+-]|%(?:25)*20){1,2}";
/**
 * A card number in one piece, in the groups that are printed on cards (more digits may stand beside those), or in others;
 * of any of the schemes, which begin with 2 to 6. Times begin with 1.
 */
const CARDS = [
  "[2-6]\\d{12,18}",
  `[2-6]\\d{3}(?:${GAP}\\d{4}){3}`,
  `3\\d{3}${GAP}\\d{6}${GAP}\\d{4,5}`,
  `[2-6](?:(?:${GAP})?\\d){12,18}`,
].map((shape) => new RegExp(`(?<!\\d[.-]?)${shape}(?!\\d)`, "g"));

/** Log lines carry ids, never credentials: whatever is one of our secrets, or looks like a key or a card, is cut. */
export function redact(text: string): string {
  let clean = text;
  for (const secret of secretSettings().flatMap(spellings)) clean = clean.replaceAll(secret, "[redacted]");
  for (const pattern of SECRETS) clean = clean.replaceAll(pattern, "[redacted]");
  return CARDS.reduce(withoutCards, clean);
}

/** What is no card's number may hold the beginning of one, so the search goes on one character later. */
function withoutCards(text: string, shape: RegExp): string {
  let clean = text;
  shape.lastIndex = 0;
  for (let found = shape.exec(clean); found; found = shape.exec(clean)) {
    const [digits] = found;
    const end = found.index + digits.length;
    if (isCardNumber(digits)) clean = `${clean.slice(0, found.index)}[redacted]${clean.slice(end)}`;
    shape.lastIndex = found.index + 1;
  }
  return clean;
}

function spellings(secret: string): string[] {
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])];
}

/** By its check digit (ISO/IEC 7812), which one number in ten has by chance. */
function isCardNumber(text: string): boolean {
  const sum = [...text.replaceAll(/%(?:25)*20|\D/g, "")].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
