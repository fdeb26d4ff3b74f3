export const cardProblems = {
  unreachable: "Dojo did not answer, so nothing was changed. Please try again in a moment.",
  "not-yours": "That card is not among your saved cards.",
  "not-usable": "That card cannot be used for payments, so it cannot be preferred.",
} as const;

export const cardNews = {
  preferred: "Saved. That card is now your preferred card.",
  removed: "The card was removed.",
  "removed-preferred": "Your preferred card was removed. No card is preferred now.",
} as const;

export const preferredProblems = {
  missing: "Your preferred card was not found at Dojo, so no card is selected.",
  expired: "Your preferred card has expired, so no card is selected.",
  unsupported: "Your preferred card's type is not accepted at the moment, so no card is selected.",
} as const;
