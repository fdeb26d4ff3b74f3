import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { type Claim, markSent, markUnsent, releaseClaim } from "@/lib/customers/claim";
import { claimTimes } from "@/lib/customers/claim-times";
import { linkMade } from "@/lib/customers/link-customer";
import { tellDojo } from "@/lib/customers/tell-dojo";
import { createCustomer } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";

/**
 * Asks Dojo for the shopper's customer, with the intention committed first, and links it. Null when the outcome is
 * not known or not ours any more. Throws the `DojoError` of a refusal, after which anybody may try again.
 */
export async function makeCustomer(user: Shopper, claim: Claim): Promise<string | null> {
  try {
    const made = await sendWithLess(user, claim);
    if (!made) return null;
    if (made.vatNumber !== claim.marker)
      log.error({ customerId: made.id }, "Dojo did not keep our marker: a lost reply could not be found");
    const customerId = await linkMade(claim, made.id);
    // The account may have changed while Dojo was at it.
    if (customerId === made.id) await tellDojo(user.id, user);
    if (!customerId) await releaseClaim(claim);
    return customerId;
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    if (error.nothingHappened) {
      await markUnsent(claim);
      throw error;
    }
    await releaseClaim(claim);
    log.warn({ userId: user.id, error: error.message }, "customer creation has an unknown outcome");
    return null;
  }
}

/** A name or an email that Dojo refuses must not cost the shopper their saved cards: then without, marker always. */
async function sendWithLess({ name, email: emailAddress }: Shopper, claim: Claim) {
  const attempts = [{ name, emailAddress }, { emailAddress }, {}];
  for (const person of attempts) {
    if (!(await markSent(claim, claimTimes.leaseMs))) return null;
    try {
      return await createCustomer({ ...person, marker: claim.marker }, claimTimes.callMs);
    } catch (error) {
      const refused = error instanceof DojoError && error.kind === "refused";
      if (!refused || person === attempts.at(-1)) throw error;
      log.warn({ userId: claim.userId, error: error.message }, "Dojo refused a customer's details");
    }
  }
  return null;
}
