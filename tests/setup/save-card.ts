import { callDojo } from "./call-dojo";
import { setting } from "./setting";

type Card = { number?: string; expiry: string };

const codes: Record<string, string> = { "5200000000001005": "020", "5200000000000056": "341" };

/**
 * Pays a pound on the hosted page and saves the card, as at another shop of the same merchant: the only way to a
 * saved card with an expiry date of its own. Two of one number with different dates are two cards.
 */
export async function saveCardAtDojo(customerId: string, { number = "5200000000000056", expiry }: Card) {
  const { secret } = await callDojo("POST", `/customers/${customerId}/create-secret`, {});
  const { paymentLink } = await callDojo("POST", "/payment-intents", {
    amount: { value: 100, currencyCode: "GBP" },
    reference: "elsewhere",
    paymentMethods: ["SavedCard", "Card"],
    customer: { id: customerId, secret },
  });
  const fields = { cardNumber: number, expiry, securityCode: codes[number] ?? "", cardName: "A Shopper" };
  const paid = await fetch(new URL(paymentLink, setting("EMULATOR_URL")), {
    method: "POST",
    body: new URLSearchParams({ ...fields, saveCard: "on" }),
    redirect: "manual",
  });
  if (paid.status >= 400) throw new Error(`not saved: ${paid.status} ${await paid.text()}`);
}
