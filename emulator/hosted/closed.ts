import type { Intent } from "../entities";
import type { Markup } from "../markup";
import type { World } from "../world";
import { notice } from "./layout";
import { merchantName, returnUrl } from "./links";
import { formatMoney } from "./money";

type Words = { heading: string; text: string };

/** A link that leads to no payment. */
export function unknownPage(world: World): Markup {
  return notice({
    merchant: world.settings.tradingName,
    heading: "Unknown payment link",
    text: "There is no payment behind this link. No money was taken. Go back to the shop and try again.",
  });
}

/** Straight after a payment whose merchant gave no return address. */
export function paidPage(world: World, intent: Intent): Markup {
  const merchant = merchantName(world, intent);
  const held = intent.status === "Authorized";
  const done = held
    ? `Your bank has set the money aside, and ${merchant} takes it later.`
    : `Your payment to ${merchant} went through.`;
  const heading = held ? "Payment authorised" : "Payment received";
  const what = `${formatMoney(intent.totalAmount)}, reference ${intent.request.reference}.`;
  return notice({ merchant, heading, text: `Thank you. ${done} ${what} You can close this page.` });
}

/** A payment that is no longer open, with the way back when the merchant gave one. */
export function closedPage(world: World, intent: Intent): Markup {
  const merchant = merchantName(world, intent);
  const { cancelUrl, redirectUrl } = intent.request.config ?? {};
  const href = intent.status === "Canceled" ? (cancelUrl ?? redirectUrl) : returnUrl(intent);
  const back = href ? { href, label: `Return to ${merchant}` } : undefined;
  return notice({ merchant, ...closedWords(intent, merchant), back });
}

function closedWords(intent: Intent, merchant: string): Words {
  switch (intent.status) {
    case "Authorized":
      return {
        heading: "Already authorised",
        text: `Your bank has set the money aside already, and ${merchant} takes it later. You need not pay again.`,
      };
    case "Refunded":
      return {
        heading: "Payment refunded",
        text: "This payment was made, and all of it has been refunded since. You were not charged again.",
      };
    case "Reversed":
      return {
        heading: "Payment reversed",
        text:
          intent.request.captureMode === "Manual"
            ? "The money that was set aside for this payment has been released. Nothing was taken."
            : "This payment was taken back before it was settled. You are not charged.",
      };
    case "Canceled":
      return intent.cancelledBy === "expiry"
        ? {
            heading: "Payment link expired",
            text: "This payment link is no longer valid. No money was taken. To pay, start again in the shop.",
          }
        : { heading: "Payment cancelled", text: "This payment was cancelled. No money was taken." };
    default:
      return {
        heading: "Already paid",
        text: "This payment has been made already. You were not charged again.",
      };
  }
}
