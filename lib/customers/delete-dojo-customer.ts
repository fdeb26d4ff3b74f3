import "server-only";
import { type Claim, readClaim, takeOverClaim } from "@/lib/customers/claim";
import { claimTimes } from "@/lib/customers/claim-times";
import { deleteIfThere } from "@/lib/customers/delete-if-there";
import { settleSentClaims } from "@/lib/customers/settle-claims";
import { pause } from "@/lib/pause";

/** The claim's fence when no customer was left at Dojo (null: there is no claim). Another one later means there may be. */
export type EmptyClaim = { fence: number | null };

/**
 * Deletes the shopper's customer at Dojo, cards included; one that is gone already counts as deleted. A customer
 * asked for with an unknown outcome is looked for first. Null when that cannot be said yet. Throws `DojoError`.
 */
export async function deleteDojoCustomer(userId: string): Promise<EmptyClaim | null> {
  const stop = Date.now() + claimTimes.waitMs;
  while (Date.now() < stop) {
    const seen = await readClaim(userId);
    if (!seen) return { fence: null };
    if (seen.state === "READY" && seen.customerId) {
      await deleteIfThere(seen.customerId);
      return { fence: seen.fence };
    }
    const mine = seen.expired && (await takeOverClaim(seen, claimTimes.leaseMs));
    const made = mine ? await findMade(mine, stop) : "another is at it";
    if (mine && made === "nothing") return { fence: mine.fence };
    if (made === "not known yet") return null;
    if (!mine) await pause(claimTimes.pollMs);
  }
  return null;
}

/** What became of a claim whose holder is gone. A found customer is linked, so that the next look deletes it. */
async function findMade(claim: Claim, stop: number): Promise<"nothing" | "found" | "not known yet"> {
  if (claim.state !== "SENT") return "nothing";
  const settled = (await settleSentClaims([claim], stop)).get(claim.userId);
  if (settled?.outcome === "absent") return "nothing";
  return settled?.outcome === "linked" ? "found" : "not known yet";
}
