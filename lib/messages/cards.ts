/** The shopper's cards, on their own page and wherever a saved card is spoken of. */
export const cardWords = {
  title: "Your cards",
  lead: "Kept by Dojo, our payment service. We never see a whole card number.",
  none: "No saved cards",
  howToSave: "When you pay, tick “Save card for future use” on Dojo’s page. The card appears here.",
  unreachable: "Your cards cannot be shown just now",
  unreachableReason: "Dojo did not answer. Your cards are safe with them; nothing was changed.",
  tryAgain: "Try again",
  preferred: "Preferred",
  makePreferred: "Make preferred",
  makeThisPreferred: (name: string) => `Make preferred ${name}`,
  remove: "Remove",
  removeThis: (name: string) => `Remove ${name}`,
  askRemoval: (name: string) =>
    `Remove ${name}? Dojo deletes it, and you would have to enter it again to pay with it.`,
  removesPreferred: "It is your preferred card.",
  keep: "Keep it",
  expires: (expiry: string) => `expires ${expiry}`,
  expired: (expiry: string) => `expired ${expiry}`,
  nonePreferred: "No card is preferred, so none is selected when you pay.",
  offerSaved: "Saved. Make it your preferred card?",
  savedAsPreferred: "Saved as your preferred card.",
} as const;

type Standing = { expired: boolean; expiresSoon: boolean; supported: boolean };

/** What sets a card apart from one that is simply good. */
export function noteOnCard({ expired, expiresSoon, supported }: Standing): string | undefined {
  if (expired) return "This card has expired.";
  if (!supported) return "This kind of card is not accepted at the moment.";
  return expiresSoon ? "Expires soon" : undefined;
}

export const cardProblems = {
  unreachable: "Dojo did not answer, so nothing was changed. Please try again in a moment.",
  "not-yours": "That card is not among your saved cards.",
  "not-usable": "That card cannot be used for payments, so it cannot be preferred.",
} as const;

export const preferredProblems = {
  missing: "Your preferred card was not found at Dojo, so no card is selected.",
  expired: "Your preferred card has expired, so no card is selected.",
  unsupported: "Your preferred card’s type is not accepted at the moment, so no card is selected.",
} as const;

/** The panel at the checkout. The total is written out, as on the button. */
export const payWords = {
  legend: "Pay with",
  newCard: "Use a new card",
  withPreferred: (label: string) => `${label}, preferred`,
  more: (count: number) => (count === 1 ? "Show 1 more card" : `Show ${count} more cards`),
  makePreferred: "Make this my preferred card",
  pay: (total: string) => `Pay ${total}`,
  pending: "Taking you to Dojo’s secure page…",
  unreachable: "Your saved cards cannot be shown",
  unreachableReason: "Dojo did not answer just now. You can still pay with a new card.",
  /** Without scripts the sentence cannot follow the choice, so it must be true of every one. */
  nextWithAny: (total: string) =>
    `You will pay ${total} with the card chosen above, on Dojo’s secure page. You can change the card there.`,
  nextWith: (total: string, name: string) =>
    `You will pay ${total} with ${name} on Dojo’s secure page. You can change the card there.`,
  nextWithNew: (total: string) =>
    `You will pay ${total} on Dojo’s secure page, where you enter your card. You can save it there for next time.`,
} as const;
