import type { CheckoutProblem } from "@/lib/checkout/start-checkout";

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
