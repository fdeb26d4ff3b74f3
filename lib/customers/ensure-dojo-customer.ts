import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { type Claim, insertClaim, readClaim, takeOverClaim } from "@/lib/customers/claim";
import { claimTimes } from "@/lib/customers/claim-times";
import { makeCustomer } from "@/lib/customers/make-customer";
import { settleSentClaims } from "@/lib/customers/settle-claims";
import { pause } from "@/lib/pause";

/**
 * The shopper's one Dojo customer, made at most once. The row that says "sent" is committed before the call, so
 * a crash or a lost reply leaves a trace: then the customer is looked for by our marker, never asked for again.
 * Waiters poll and hold no connection. Null when it is not settled within `waitMs`. Throws `DojoError` on a refusal.
 */
export async function ensureDojoCustomer(user: Shopper): Promise<string | null> {
  const stop = Date.now() + claimTimes.waitMs;
  while (Date.now() < stop) {
    const seen = await readClaim(user.id);
    if (seen?.state === "READY") return seen.customerId;
    const mine = await takeClaim(user.id, seen);
    const customerId = mine && (await settleOrMake(user, mine, stop));
    if (customerId) return customerId;
    await pause(claimTimes.pollMs);
  }
  return null;
}

async function takeClaim(userId: string, seen: Claim | undefined): Promise<Claim | undefined> {
  if (!seen) return insertClaim(userId, claimTimes.leaseMs);
  return seen.expired ? takeOverClaim(seen, claimTimes.leaseMs) : undefined;
}

async function settleOrMake(user: Shopper, claim: Claim, stop: number): Promise<string | null> {
  if (claim.state === "SENT") {
    const settled = (await settleSentClaims([claim], stop)).get(user.id);
    if (settled?.outcome === "linked") return settled.customerId;
    if (settled?.outcome !== "absent") return null;
  }
  return makeCustomer(user, claim);
}
