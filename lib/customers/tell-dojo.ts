import "server-only";
import { readClaim } from "@/lib/customers/claim";
import { db } from "@/lib/db/client";
import { updateCustomer } from "@/lib/dojo/customers";
import { log } from "@/lib/log";

type Told = { name: string; email: string };

/** How often a change that came while Dojo was being told is told as well. */
const ROUNDS = 5;

/**
 * Name and email of the linked Dojo customer follow the account's. Read again after each call, because a slow call
 * may overtake a later one: whoever ends last sees the difference. `known` is what Dojo was told already.
 * Best effort: the account is what counts, and a failure is only logged.
 */
export async function tellDojo(userId: string, known?: Told): Promise<void> {
  try {
    const customerId = (await readClaim(userId))?.customerId;
    let told = known;
    for (let round = 0; customerId && round < ROUNDS; round += 1) {
      const { name, email } = await db().user.findUniqueOrThrow({
        where: { id: userId },
        select: { name: true, email: true },
      });
      if (told?.name === name && told.email === email) return;
      await updateCustomer(customerId, { name, emailAddress: email });
      told = { name, email };
    }
  } catch (error) {
    log.error({ userId, error: String(error) }, "the customer at Dojo keeps a former name or email");
  }
}
