import type { BasketProblem } from "@/lib/basket/change-basket";
import type { CheckoutProblem } from "@/lib/checkout/start-checkout";
import type { OrderStatus } from "@/lib/db/generated/enums";

/** What the shopper reads when something did not work: what happened, whether money moved, what to do next. */
export const checkoutProblems: Record<CheckoutProblem, string> = {
  "empty-basket": "Your basket is empty, so there is nothing to pay.",
  stock:
    "There is not enough left of something in your basket. Please change the quantity. No money was taken.",
  "price-changed":
    "Your basket or a price changed since this page was opened. Please check the new total and pay again. No money was taken.",
  "card-unknown":
    "That card is not among your saved cards, or cannot be used any more. Please choose another. No money was taken.",
  "dojo-unavailable": "Our payment service did not answer. No money was taken. Please try again in a moment.",
  "payment-refused":
    "Our payment service did not accept this payment. No money was taken. Please try again, or come back later.",
  busy: "Your payment page is still being prepared. No money was taken. Please press the button again.",
};

export const basketProblems: Record<BasketProblem, string> = {
  "unknown-product": "We do not sell that product any more.",
  quantity: "Choose a whole number from 1 to 99.",
  "sold-out": "That product is sold out.",
  stock: "There are not that many left.",
};

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

export const orderStatusWords: Record<
  OrderStatus,
  { label: string; tone: "good" | "waiting" | "muted" | "error" }
> = {
  AWAITING_PAYMENT: { label: "Awaiting payment", tone: "waiting" },
  CANCELLING: { label: "Awaiting payment", tone: "waiting" },
  PAID: { label: "Paid", tone: "good" },
  CANCELLED: { label: "Cancelled", tone: "muted" },
  EXPIRED: { label: "Expired", tone: "muted" },
  PARTLY_REFUNDED: { label: "Partly refunded", tone: "good" },
  REFUNDED: { label: "Refunded", tone: "muted" },
  REVIEW: { label: "Being checked", tone: "waiting" },
};

/** The message for a code from a URL; a code nobody wrote says nothing. */
export function messageFor(messages: Readonly<Record<string, string>>, code: unknown): string | undefined {
  return typeof code === "string" && Object.hasOwn(messages, code) ? messages[code] : undefined;
}
