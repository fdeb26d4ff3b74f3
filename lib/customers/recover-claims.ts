import "server-only";
import { markUnsent, takeOverSentClaims } from "@/lib/customers/claim";
import { claimTimes } from "@/lib/customers/claim-times";
import { settleSentClaims } from "@/lib/customers/settle-claims";
import { log } from "@/lib/log";

type Recovery = { linked: number; absent: number; unknown: number };

/**
 * For the worker: customers that were asked for and whose shopper did not come back are looked for, all in one
 * look that may take minutes. None is made, because nobody is waiting for one. Throws `DojoError`; what is still
 * unknown is looked for next time.
 */
export async function recoverClaims(): Promise<Recovery> {
  const recovery: Recovery = { linked: 0, absent: 0, unknown: 0 };
  const claims = await takeOverSentClaims(claimTimes.abandonedMs, claimTimes.leaseMs);
  if (claims.length === 0) return recovery;
  const settled = await settleSentClaims(claims, Date.now() + claimTimes.workerScanMs);
  for (const claim of claims) {
    const outcome = settled.get(claim.userId)?.outcome ?? "unknown";
    recovery[outcome] += 1;
    if (outcome === "absent") await markUnsent(claim);
  }
  log.info(recovery, "customers with an unknown outcome were looked for");
  return recovery;
}
