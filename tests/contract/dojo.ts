import { setting } from "../setup/setting";
import { clientAt } from "./stub-server";

/*
 * The Dojo that this run is about: the emulator, or, in `npm run test:sandbox`, Dojo itself. Nothing here uses more
 * than the published API, and what the API leaves open no test here insists on.
 */
const url = process.env.TEST_DOJO_URL ?? setting("EMULATOR_URL");
export const checkoutOrigin = process.env.TEST_CHECKOUT_ORIGIN ?? url;
export const dojo = await clientAt(url, setting("TEST_DOJO_API_KEY"));
export const strangerToDojo = () => clientAt(url, "sk_sandbox_no.such.key");

/** A new customer with a secret; the caller deletes it. */
export async function newCustomer() {
  const { id } = await dojo.createCustomer({
    name: "Contract Test",
    emailAddress: "contract.test@example.com",
    marker: `sf1:${crypto.randomUUID().slice(0, 32)}`,
  });
  return { id, ...(await dojo.createCustomerSecret(id)) };
}

type Customer = { id: string; secret: string; savedCardId?: string };

/** What the shop asks for at checkout: ten pounds, both ways to pay. */
export function intentFor({ id, secret, savedCardId }: Customer) {
  const amount = { value: 1000, currencyCode: "GBP" as const };
  return {
    amount,
    reference: `T-${crypto.randomUUID().slice(0, 13)}`,
    description: "Contract test",
    customer: { id, secret, ...(savedCardId ? { savedCardId } : {}) },
    redirectUrl: "https://shop.example/checkout/return?order=o1",
    cancelUrl: "https://shop.example/checkout/return?order=o1&cancelled=1",
    expireAt: new Date(Date.now() + 30 * 60_000),
    itemLines: [{ id: "mug", quantity: 2, name: "Mug", amountTotal: amount }],
    metadata: { orderId: "o1", attemptId: "a1" },
  };
}
