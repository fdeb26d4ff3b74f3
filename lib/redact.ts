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
  /(?<=\bpostgres(ql)?:\/\/[^\s:@/]*:)[^\s@]+(?=@)/g,
];

/** A card number in one piece or in groups, of any of the schemes (they begin with 2 to 6); times begin with 1. */
const DIGITS = /(?<!\d[.-]?)[2-6](?:(?:[ .+-]|%(?:25)*20){0,2}\d){12,18}(?!\d)/g;

/** Log lines carry ids, never credentials: whatever is one of our secrets, or looks like a key or a card, is cut. */
export function redact(text: string): string {
  let clean = text;
  for (const secret of secretSettings().flatMap(spellings)) clean = clean.replaceAll(secret, "[redacted]");
  for (const pattern of SECRETS) clean = clean.replaceAll(pattern, "[redacted]");
  return clean.replaceAll(DIGITS, (digits) => (isCardNumber(digits) ? "[redacted]" : digits));
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
