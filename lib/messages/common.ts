/** The message for a code from a URL; a code nobody wrote says nothing. */
export function messageFor(messages: Readonly<Record<string, string>>, code: unknown): string | undefined {
  return typeof code === "string" && Object.hasOwn(messages, code) ? messages[code] : undefined;
}

/** News of what was just done, said once on the page that follows; `about` is the thing it was done to. */
export const news = {
  "basket-removed": (about: string) => `${about} was removed from your basket.`,
  "order-cancelled": (about: string) => `Order ${about} is cancelled. No money was taken.`,
  "ordered-again-short": () => "Some of that order is sold out. The rest of it went into your basket.",
  "ordered-again-mixed": () => "Your basket holds other things too. Please check the total before you pay.",
  "payment-waiting": () => "We asked Dojo just now: nothing is paid yet.",
  "payment-found": () => "We asked Dojo just now: your payment went through.",
  "payment-over": () => "We asked Dojo just now: nothing was paid, and the order is closed.",
  "receipt-sent": (about: string) => `Dojo was asked to send the receipt to ${about}.`,
  "other-account": () => "You are signed in with another account by now, so nothing was saved.",
  "signed-out": () => "You are signed out.",
  "signed-out-everywhere": () => "You are signed out here and everywhere else.",
  "details-saved": () => "Your details are saved.",
  "password-changed": () => "Your password is changed. Every other browser is signed out.",
  "password-reset": () => "Your password was changed. Sign in with the new one.",
  "account-deleted": () => "Your account is deleted.",
  "address-saved": () => "Your delivery address is saved.",
  "card-preferred": (about: string) => `${about} is now your preferred card.`,
  "card-removed": (about: string) => `${about} was removed.`,
  "preferred-card-removed": (about: string) =>
    `${about} was removed. It was your preferred card, so none is preferred now.`,
} satisfies Record<string, (about: string) => string>;

export type News = keyof typeof news;
