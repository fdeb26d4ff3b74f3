import "server-only";
import { clearAlert, raiseAlert } from "@/lib/alerts/raise-alert";
import { deleteIfThere } from "@/lib/customers/delete-if-there";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { db } from "@/lib/db/client";
import { createCustomerSecret } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { fetchPaymentMethods } from "@/lib/dojo/payment-methods";
import { log } from "@/lib/log";

export type Removal =
  | "deleted"
  /** It holds cards, or Dojo did not say that it holds none: a person decides. */
  | "kept"
  /** Somebody is linked to it, or may still be. */
  | "in use";

/**
 * Deletes a customer that carries our marker and that nobody is linked to, if it is empty: with a fresh secret its
 * saved cards are asked for first. With cards it stays, and an alert tells. Throws `DojoError`.
 */
export async function removeSpare(customerId: string, marker: string): Promise<Removal> {
  if (!(await isSpare(customerId, marker))) return "in use";
  const secret = await secretOf(customerId);
  if (secret) {
    const { savedPaymentMethods: cards } = await fetchPaymentMethods(customerId, secret);
    if (cards?.length !== 0) return keep(customerId, cards?.length);
    // Asked last, because what happened meanwhile may have linked it.
    if (!(await isSpare(customerId, marker))) return "in use";
    await deleteIfThere(customerId);
  }
  log.info({ customerId }, "a spare customer is gone from Dojo");
  await clearAlert("customer-duplicate", customerId);
  return "deleted";
}

/**
 * The marker is of an account that is deleted, or linked to another customer: while it is linked to none, this one
 * may become the linked one.
 */
async function isSpare(customerId: string, marker: string): Promise<boolean> {
  const account = dojoAccount();
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 WHERE NOT EXISTS (
      SELECT 1 FROM "DojoCustomer" WHERE account = ${account} AND "customerId" = ${customerId})
    AND (EXISTS (SELECT 1 FROM "DojoCustomer" WHERE marker = ${marker} AND account = ${account} AND state = 'READY')
      OR EXISTS (SELECT 1 FROM "FormerMarker" WHERE marker = ${marker} AND account = ${account}))`;
  return rows.length === 1;
}

async function keep(customerId: string, cards: number | undefined): Promise<"kept"> {
  const holds =
    cards === undefined ? "Dojo does not say whether it holds cards" : `it holds ${cards} card(s)`;
  await raiseAlert(
    "customer-duplicate",
    customerId,
    `nobody is linked to this customer with a marker of ours, and ${holds}`,
  );
  return "kept";
}

/** Null when the customer is gone already. */
async function secretOf(customerId: string): Promise<string | null> {
  try {
    return (await createCustomerSecret(customerId)).secret;
  } catch (error) {
    if (error instanceof DojoError && error.kind === "not-found") return null;
    throw error;
  }
}
