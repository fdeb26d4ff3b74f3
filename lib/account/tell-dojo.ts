import "server-only";
import { readClaim } from "@/lib/customers/claim";
import { db } from "@/lib/db/client";
import { updateCustomer } from "@/lib/dojo/customers";
import { log } from "@/lib/log";

/**
 * Name and email of the linked Dojo customer follow the account's: read now, so that of two calls in a row the
 * later one tells the truth. Best effort: the account is what counts, and a failure is only logged.
 */
export async function tellDojo(userId: string): Promise<void> {
  try {
    const customerId = (await readClaim(userId))?.customerId;
    if (!customerId) return;
    const { name, email } = await db().user.findUniqueOrThrow({
      where: { id: userId },
      select: { name: true, email: true },
    });
    await updateCustomer(customerId, { name, emailAddress: email });
  } catch (error) {
    log.error({ userId, error: String(error) }, "the customer at Dojo keeps a former name or email");
  }
}
