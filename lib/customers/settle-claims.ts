import "server-only";
import { type Claim, extendLeases, releaseClaim } from "@/lib/customers/claim";
import { claimTimes } from "@/lib/customers/claim-times";
import { findByMarkers } from "@/lib/customers/find-by-marker";
import { linkFound } from "@/lib/customers/link-customer";
import { removeSpare } from "@/lib/customers/remove-spare";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";

type Settled =
  | { outcome: "linked"; customerId: string }
  /** No customer was made, and none can appear any more. The claim is still ours. */
  | { outcome: "absent" }
  /** Too early or too many to say, or another holder is at it. The claim is let go of. */
  | { outcome: "unknown" };

/**
 * Learns what became of claims whose holder sent and vanished; all are looked for in one go. Absence counts only
 * when the look began after the quarantine, for until then a customer may still appear. `stop` is a moment of
 * `Date.now()`. Throws `DojoError`, the claims let go of.
 */
export async function settleSentClaims(
  claims: readonly Claim[],
  stop: number,
): Promise<Map<string, Settled>> {
  const sentAt = claims.map((claim) => claim.sentAt?.getTime() ?? Number.NEGATIVE_INFINITY);
  const earliest = Math.min(...sentAt);
  const look = {
    stop,
    since: Number.isFinite(earliest) ? new Date(earliest) : null,
    heartbeat: async () => (await extendLeases(claims, claimTimes.leaseMs)).size > 0,
  };
  try {
    const markers = claims.map(({ marker }) => marker);
    const { customers, complete } = await findByMarkers(markers, look);
    const settled = new Map<string, Settled>();
    for (const claim of claims)
      settled.set(claim.userId, await settle(claim, customers.get(claim.marker) ?? [], complete));
    return settled;
  } catch (error) {
    for (const claim of claims) await releaseClaim(claim, pauseOf(claim));
    throw error;
  }
}

async function settle(
  claim: Claim,
  [oldest, ...spare]: readonly string[],
  complete: boolean,
): Promise<Settled> {
  if (oldest) {
    const customerId = await linkFound(claim, oldest);
    for (const each of spare) await removeQuietly(each, claim.marker);
    if (customerId) return { outcome: "linked", customerId };
  }
  const quarantined = (claim.sentMsAgo ?? 0) < claimTimes.quarantineMs;
  if (!oldest && complete && !quarantined) return { outcome: "absent" };
  await releaseClaim(claim, pauseOf(claim));
  return { outcome: "unknown" };
}

/** However many wait for one customer, Dojo is asked ever more seldom, and once when the quarantine is over. */
function pauseOf({ sentMsAgo }: Claim): number {
  const { least, most } = claimTimes.lookAgainMs;
  const agoMs = sentMsAgo ?? 0;
  const leftMs = claimTimes.quarantineMs - agoMs;
  return Math.min(Math.max(agoMs, least), most, leftMs > 0 ? leftMs : most);
}

/** The shopper has their customer: what is left over can wait for the sweep. */
async function removeQuietly(customerId: string, marker: string): Promise<void> {
  try {
    await removeSpare(customerId, marker);
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    log.warn({ customerId, error: error.message }, "a spare customer is left to the sweep");
  }
}
