import type { Intent } from "../entities";
import type { World } from "../world";
import { type Markup, notice } from "./layout";
import { merchantName, returnUrl } from "./links";

/** A link that leads to no payment. */
export function unknownPage(world: World): Markup {
  return notice({
    merchant: world.settings.tradingName,
    heading: "Unknown payment link",
    text: "There is no payment behind this link. No money was taken. Go back to the shop and try again.",
  });
}

/** After a payment whose merchant gave no return address. */
export function paidPage(world: World, intent: Intent): Markup {
  const merchant = merchantName(world, intent);
  const text = `Thank you. Your payment to ${merchant} went through. You can close this page.`;
  return notice({ merchant, heading: "Payment received", text });
}

/** A payment that is no longer open, with the way back when the merchant gave one. */
export function closedPage(world: World, intent: Intent): Markup {
  const merchant = merchantName(world, intent);
  const config = intent.request.config;
  const label = `Return to ${merchant}`;
  if (intent.status !== "Canceled") {
    const href = returnUrl(intent);
    const text = "This payment has been made already. You were not charged again.";
    return notice({ merchant, heading: "Already paid", text, back: href ? { href, label } : undefined });
  }
  const href = config?.cancelUrl ?? config?.redirectUrl;
  const back = href ? { href, label } : undefined;
  if (intent.cancelledBy === "expiry") {
    const text = "This payment link is no longer valid. No money was taken.";
    return notice({ merchant, heading: "Payment link expired", text, back });
  }
  const text = `${merchant} cancelled this payment. No money was taken.`;
  return notice({ merchant, heading: "Payment cancelled", text, back });
}
