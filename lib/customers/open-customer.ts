import "server-only";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import type { Shopper } from "@/lib/auth/session";
import { reopenClaim } from "@/lib/customers/claim";
import { isMissingToo } from "@/lib/customers/confirm-gone";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { type CustomerSecret, createCustomerSecret } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";

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
    if (!(await isMissingToo(id))) throw error;
    if (await reopenClaim(user.id, id))
      await raiseAlert(
        "customer-gone",
        user.id,
        `the linked customer ${id} is gone at Dojo; another is made`,
      );
    const again = await ensureDojoCustomer(user);
    return again ? { id: again, remade: true, ...(await createCustomerSecret(again)) } : null;
  }
}
