import "server-only";
import { type Held, linkClaim, readClaim } from "@/lib/customers/claim";
import { isUniqueViolation } from "@/lib/db/client";
import { deleteCustomer } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";

/**
 * Links a customer that was found. Null when another holder came first and has not linked one yet. A found customer
 * is never deleted here, whoever won: it may be older than this claim, and hold cards.
 */
export async function linkFound(held: Held, customerId: string): Promise<string | null> {
  if (await link(held, customerId)) return customerId;
  return (await readClaim(held.userId))?.customerId ?? null;
}

/**
 * Links the customer just made, or deletes it again when another holder linked theirs or the account is gone:
 * nobody was shown it, so it is empty. While nobody has won it stays for whoever looks; what cannot be deleted the
 * sweep finds by its marker.
 */
export async function linkMade(held: Held, customerId: string): Promise<string | null> {
  if (await link(held, customerId)) return customerId;
  const winner = await readClaim(held.userId);
  const isSpare = !winner || (winner.customerId !== null && winner.customerId !== customerId);
  if (isSpare) await deleteOwnOrphan(held.userId, customerId);
  return winner?.customerId ?? null;
}

async function link(held: Held, customerId: string): Promise<boolean> {
  try {
    return await linkClaim(held, customerId);
  } catch (error) {
    // Another shopper's: Dojo mixed its answers up. Ours is found by the marker, if there is one.
    if (!isUniqueViolation(error)) throw error;
    log.error({ userId: held.userId, customerId }, "Dojo named the customer of another shopper");
    return false;
  }
}

async function deleteOwnOrphan(userId: string, orphan: string): Promise<void> {
  try {
    await deleteCustomer(orphan);
    log.info({ userId, orphan }, "a customer that came too late was deleted");
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    if (error.kind === "not-found") return;
    log.error({ userId, orphan, error: error.message }, "an empty duplicate customer is left at Dojo");
  }
}
