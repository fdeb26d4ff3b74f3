import { EXPIRY } from "../cards";

type Rule = { empty: string; wrong?: string; past?: string; pattern?: RegExp };

/** What each field takes, by its name: the server checks it, and checkout.js before it with the same words. */
export const RULES = {
  cardNumber: {
    empty: "Enter the card number.",
    wrong: "Check the card number: it is not complete or has a wrong digit.",
    pattern: /^\d{12,19}$/,
  },
  expiry: {
    empty: "Enter the expiry date.",
    wrong: "Enter the expiry date as MM/YY, for example 12/29.",
    past: "This card has expired.",
    pattern: EXPIRY,
  },
  securityCode: {
    empty: "Enter the security code.",
    wrong: "The security code is the 3 digits on the back of the card.",
    pattern: /^\d{3,4}$/,
  },
  cardName: {
    empty: "Enter the name on the card.",
    wrong: "Enter the name on the card, not its number.",
    pattern: /^(?!.*\d{4})/,
  },
} satisfies Record<string, Rule>;

/** Amex prints four digits on the front; the script, which knows no schemes, leaves that to the server. */
export const AMEX_CODE = "The security code is the 4 digits on the front of the card.";

/** The rules as a module for checkout.js, so that no word or pattern is written twice. */
export function rulesScript(): string {
  const text = JSON.stringify(RULES, (_key, value) => (value instanceof RegExp ? value.source : value));
  return `export const RULES = ${text};\n`;
}
