import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { reopenClaim } from "@/lib/customers/claim";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { type CustomerSecret, createCustomerSecret, customerExists } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";

export type OpenCustomer = CustomerSecret & {
  id: string;
  /** Made anew just now: cards of the customer that is gone must not be named. */
  remade: boolean;
};

/**
 * The shopper's customer with a fresh secret. A single 404 is not believed: only when Dojo's own list lacks the
 * customer too is the link broken and a new one made, or the shopper would lose their cards to a slip.
 */
export async function openCustomer(user: Shopper): Promise<OpenCustomer | null> {
  const id = await ensureDojoCustomer(user);
  if (!id) return null;
  try {
    return { id, remade: false, ...(await createCustomerSecret(id)) };
  } catch (error) {
    if (!(error instanceof DojoError) || error.kind !== "not-found") throw error;
    if (await customerExists(id)) throw error;
    log.error({ userId: user.id, customerId: id }, "the linked customer is gone at Dojo; a new one is made");
    await reopenClaim(user.id, id);
    const again = await ensureDojoCustomer(user);
    return again ? { id: again, remade: true, ...(await createCustomerSecret(again)) } : null;
  }
}
