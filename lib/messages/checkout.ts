import type { Money } from "@/lib/checkout/mirror-attempt";
import type { ResultCode } from "@/lib/checkout/result-code";
import type { Cause, Outcome } from "@/lib/checkout/return-outcome";
import type { CheckoutProblem } from "@/lib/checkout/start-checkout";
import type { OrderStatus } from "@/lib/db/generated/enums";
import { orderNote } from "@/lib/messages/orders";

/** What the shopper reads when something did not work: what happened, whether money moved, what to do next. */
export const checkoutProblems: Record<CheckoutProblem, string> = {
  "empty-basket": "Your basket is empty, so there is nothing to pay.",
  stock:
    "There is not enough left of something in your basket. Please change the quantity. No money was taken.",
  "price-changed":
    "Your basket or a price changed since this page was opened. Please check the new total and pay again. No money was taken.",
  unreadable: "Part of the form did not arrive. No money was taken. Please press the button again.",
  "too-often":
    "You opened many payment pages in a short time. No money was taken. Please wait ten minutes and try again.",
  "address-changed":
    "Your delivery address changed since this page was opened. Please check where it goes and pay again. No money was taken.",
  "card-unknown":
    "That card is not among your saved cards, or cannot be used any more. Please choose another. No money was taken.",
  "dojo-unavailable": "Our payment service did not answer. No money was taken. Please try again in a moment.",
  "payment-refused":
    "Our payment service did not accept this payment. No money was taken. Please try again, or come back later.",
  "no-customer":
    "Your saved cards could not be opened just now. No money was taken. Try again, or pay this once without saved cards.",
  "earlier-payment":
    "You opened a payment page for this before, and our payment service cannot close it just now. It closes by itself within three quarters of an hour. If you paid there, your order will show it; if not, please try again then.",
  busy: "Your payment page is still being prepared. No money was taken. Please press the button again.",
};

export const checkoutWords = {
  title: "Checkout",
  lookingUpCards: "Looking up your saved cards…",
  deliverTo: "Deliver to",
  changeAddress: "Change",
  changeAddressName: "Change the delivery address",
  noAddress: "We do not know yet where to send this. You can say so now or after paying.",
  addAddress: "Add a delivery address",
  toBasket: "Change your basket",
  tryAgain: "Try again",
  withoutSavedCards: "Pay this once without saved cards",
} as const;

/** Seen before paying: the shelf has less than the basket asks for. */
export function shortOf(names: readonly string[]): string {
  const list = new Intl.ListFormat("en-GB").format(names);
  return `There is not enough left of: ${list}. Please change the quantity before you pay.`;
}

/** The four things a payment can have come to, in the same words wherever they are said. */
export const outcomeWords: Record<Outcome, { title: string; lead: string }> = {
  received: { title: "Payment received", lead: "Thank you. Your order is confirmed." },
  "not-completed": { title: "Payment not completed", lead: "No money was taken." },
  cancelled: { title: "Payment cancelled", lead: "You turned back; no money was taken." },
  checking: {
    title: "Checking your payment",
    lead: "We are asking Dojo whether it went through. This page follows by itself; please do not pay again meanwhile.",
  },
};

/** Of an order that ended and of one being looked at, its own note says more, and never "no money" where there was some. */
export function leadWords(outcome: Outcome, order: { status: OrderStatus; money: Money }): string {
  const noted = outcome === "not-completed" || (outcome === "checking" && order.status === "REVIEW");
  const note = noted && order.status !== "AWAITING_PAYMENT" ? orderNote(order) : null;
  return note ?? outcomeWords[outcome].lead;
}

/** Why it was not completed, and what can be done about it. */
export const causeWords: Record<Cause, string> = {
  declined:
    "Your bank declined the card. Your order is kept: try again with the same card, or choose another on the next page.",
  failed:
    "The payment did not go through. Your order is kept: try again with the same card, or choose another on the next page.",
  expired: "The time to pay for this order ran out, so it was closed. You can order the same again.",
  ended: "This order was cancelled. You can order the same again.",
  "turned-back": "Your order is kept, and nothing has left your basket. Carry on where you were, or go back.",
};

export const returnWords = {
  pageTitle: "Your payment",
  longer: "It is taking longer than usual. We will keep checking, and your order shows the result.",
  checkAgain: "Check again",
  orderNumber: "Order number",
  lastWord: (words: string, code: number) => `Dojo’s result: ${words} (code ${code})`,
  carryOn: "Continue to secure payment",
  backToCheckout: "Back to checkout",
  yourOrder: "See your order",
  toShop: "Back to the shop",
  signIn: "Sign in to see your order",
  notYours: "This order was made with another account.",
} as const;

/** The numerical codes of step 5 in Dojo's guide, for people. */
export const resultWords: Record<ResultCode, string> = {
  0: "Payment successful",
  3: "Waiting for the bank's security check",
  4: "The bank asks you to contact them",
  5: "The card was declined",
  20: "The same payment was sent twice",
  30: "The payment failed",
  99: "Waiting for payment",
  400: "The payment request was not valid",
  401: "The payment page had expired or was used already",
  404: "The payment page was not found",
  500: "The payment service had an error",
};
