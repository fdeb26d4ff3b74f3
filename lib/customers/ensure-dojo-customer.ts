import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { type Claim, changeClaim, insertClaim, readClaim, takeOverClaim } from "@/lib/customers/claim";
import { tellDojo } from "@/lib/customers/tell-dojo";
import { createCustomer, deleteCustomer, listCustomerPage } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";

/** In ms. The lease outlives a call's deadline; the quarantine outlives a late commit at Dojo. */
export const claimTimes = { leaseMs: 30_000, quarantineMs: 60_000, waitMs: 5_000, pollMs: 100 };

/**
 * The shopper's one Dojo customer, made at most once. The row that says "sent" is committed before the call, so
 * a crash or a lost reply leaves a trace: then the customer is looked for by our marker, never asked for again.
 * Waiters poll and hold no connection. Null when it is not settled within `waitMs`. Throws `DojoError` on a refusal.
 */
export async function ensureDojoCustomer(user: Shopper): Promise<string | null> {
  const stop = Date.now() + claimTimes.waitMs;
  while (Date.now() < stop) {
    const inserted = await insertClaim(user.id, claimTimes.leaseMs);
    const seen = inserted ?? (await readClaim(user.id));
    if (seen?.state === "READY") return seen.customerId;
    const mine =
      inserted ?? (seen?.expired && (await takeOverClaim(user.id, seen.fence, claimTimes.leaseMs)));
    const customerId = mine && (await settleClaim(user, mine));
    if (customerId) return customerId;
    await new Promise((resolve) => setTimeout(resolve, claimTimes.pollMs * (0.5 + Math.random())));
  }
  return null;
}

async function settleClaim(user: Shopper, claim: Claim): Promise<string | null> {
  const { fence, marker } = claim;
  if (claim.state === "SENT") {
    const found = await findCustomerByMarker(marker);
    if (found) return finish(user.id, fence, found);
    const tooEarly = (claim.sentMsAgo ?? 0) < claimTimes.quarantineMs;
    await changeClaim(user.id, fence, tooEarly ? { release: true } : { state: "CLAIMED" });
    if (tooEarly) return null;
  }
  if (!(await changeClaim(user.id, fence, { state: "SENT" }))) return null;
  try {
    const made = await createCustomer({ name: user.name, emailAddress: user.email, marker });
    const customerId = await finish(user.id, fence, made.id);
    // The account may have changed while Dojo was at it.
    await tellDojo(user.id, user);
    return customerId;
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    const definite = error.nothingHappened;
    await changeClaim(user.id, fence, { state: definite ? "CLAIMED" : "SENT", release: true });
    if (definite) throw error;
    log.warn({ userId: user.id, error: error.message }, "customer creation has an unknown outcome");
    return null;
  }
}

/** Links the customer, or deletes it again when another caller won: nobody was shown it, so it is empty. */
async function finish(userId: string, fence: number, customerId: string): Promise<string | null> {
  if (await changeClaim(userId, fence, { customerId })) return customerId;
  const winner = await readClaim(userId);
  if (!winner?.customerId || winner.customerId === customerId) return winner?.customerId ?? null;
  await deleteCustomer(customerId).catch((error: unknown) =>
    log.error(
      { userId, orphan: customerId, error: String(error) },
      "an empty duplicate customer is left at Dojo",
    ),
  );
  return winner.customerId;
}

/** Dojo's search cannot filter: pages are read until ours turns up or they end. */
export async function findCustomerByMarker(marker: string): Promise<string | null> {
  let after: string | null | undefined;
  do {
    const page = await listCustomerPage(after ?? undefined);
    const match = page.data?.find((customer) => customer.vatNumber === marker);
    if (match) return match.id;
    after = page.after;
  } while (after);
  return null;
}
