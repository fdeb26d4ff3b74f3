import { html } from "hono/html";
import { shortExpiry } from "../cards";
import type { DeclineReason, Intent } from "../entities";
import type { Markup } from "../markup";
import type { Typed } from "./form";

const WORDS: Record<DeclineReason, { what: string; next: string }> = {
  declined: {
    what: "Your card was declined",
    next: "Try again or use another card. Your bank can tell you why.",
  },
  securityCode: {
    what: "Your card was declined: the security code is wrong",
    next: "Look for the code on the card and try again, or use another card.",
  },
  insufficientFunds: {
    what: "Your card was declined: there is not enough money in the account",
    next: "Use another card.",
  },
  referred: {
    what: "Your bank wants to speak to you first",
    next: "Call the number on the back of the card and try again, or use another card.",
  },
  threeDSecure: {
    what: "Your bank could not confirm that it was you",
    next: "Try again or use another card.",
  },
  expired: {
    what: "Your card was declined: it has expired",
    next: "Use another card.",
  },
};

/** The decline that the shopper should hear of: the last one, unless something has happened on the intent since. */
export function freshDecline({ status, lastDecline, paymentEvents }: Intent) {
  const fresh = status === "Created" && lastDecline?.transactionId === paymentEvents.at(-1)?.transactionId;
  return fresh ? lastDecline : undefined;
}

/** What a shopper need not type again after a decline: all but the card's number and code, which are never kept. */
export function triedAgain({ lastDecline, paymentEvents }: Intent): Partial<Typed> {
  const tried = paymentEvents.at(-1);
  if (!tried || lastDecline?.method !== "new") return {};
  const { expiryDate, cardholderName } = tried;
  return { expiry: shortExpiry(expiryDate), cardName: cardholderName, save: lastDecline.save ?? false };
}

/** What happened, whether money moved, what to do next. */
export function declineAlert(reason: DeclineReason): Markup {
  const { what, next } = WORDS[reason];
  return html`<div class="alert" role="alert" tabindex="-1" autofocus aria-labelledby="decline-heading">
<h3 id="decline-heading">${what}</h3>
<p>No money was taken. ${next}</p></div>`;
}
