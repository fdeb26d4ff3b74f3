import "server-only";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import { auditCustomers, auditTimes, type Finding, mendCustomers } from "@/lib/customers/audit-customers";
import { readClaim, takeOverClaim } from "@/lib/customers/claim";
import { claimTimes } from "@/lib/customers/claim-times";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { linkFound } from "@/lib/customers/link-customer";
import { db } from "@/lib/db/client";
import { shopNow } from "@/lib/db/now";
import { log } from "@/lib/log";

type Swept = { deleted: number; kept: number; linked: number; gone: number; complete: boolean };

/**
 * For the worker, at its start and hourly: the net under everything else. Spare customers with a marker of ours
 * are deleted when they are empty, and told of when they hold cards; what came too late to be looked for is linked.
 * Throws `DojoError`.
 */
export async function sweepCustomers(): Promise<Swept> {
  const began = await shopNow();
  const findings = await auditCustomers();
  const mended = await mendCustomers(findings);
  const swept: Swept = {
    deleted: mended.filter(({ outcome }) => outcome === "deleted").length,
    kept: mended.filter(({ outcome }) => outcome === "kept").length,
    linked: await linkLate(findings),
    gone: 0,
    complete: !findings.some(({ kind }) => kind === "incomplete"),
  };
  for (const finding of findings) {
    if (finding.kind === "gone") swept.gone += 1;
    await tell(finding);
  }
  if (swept.complete) await clearUnfound(began);
  log.info(swept, "customers at Dojo were compared with ours");
  return swept;
}

/** The oldest first, as everywhere: another with the same marker is spare from then on. */
async function linkLate(findings: readonly Finding[]): Promise<number> {
  let linked = 0;
  const late = findings.filter((finding) => finding.kind === "unlinked");
  late.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
  for (const { userId, customerId } of late) {
    const seen = await readClaim(userId);
    const mine = seen?.expired && (await takeOverClaim(seen, claimTimes.leaseMs));
    if (mine && (await linkFound(mine, customerId)) === customerId) linked += 1;
  }
  return linked;
}

/**
 * What a whole sweep no longer finds is over, unless it is so young that a sweep would not judge it. A shopper of whom
 * it is not known whether they have a customer stays told of.
 */
async function clearUnfound(began: Date): Promise<void> {
  const since = new Date(began.getTime() - auditTimes.youngMs);
  await db().$executeRaw`
    UPDATE "Alert" SET "clearedAt" = shop_now()
    WHERE kind IN ('customer-duplicate', 'customer-mislinked', 'customer-unknown', 'customer-gone')
      AND "clearedAt" IS NULL AND "lastSeenAt" < ${since} AND NOT EXISTS (
        SELECT 1 FROM "DojoCustomer"
        WHERE "userId" = subject AND account = ${dojoAccount()} AND state = 'SENT')`;
}

async function tell(finding: Finding): Promise<void> {
  if (finding.kind === "gone") {
    const { userId, customerId } = finding;
    const detail = `the linked customer ${customerId} is gone at Dojo; the next checkout makes another`;
    await raiseAlert("customer-gone", userId, detail);
  } else if (finding.kind === "mislinked") {
    const { userId, customerId } = finding;
    const detail = `user ${userId} is linked to this customer, which carries the marker of another user`;
    await raiseAlert("customer-mislinked", customerId, detail);
  } else if (finding.kind === "stuck") {
    const detail = `since ${finding.sentAt.toISOString()} it is unknown whether Dojo made this shopper's customer`;
    await raiseAlert("customer-unknown", finding.userId, detail);
  } else if (finding.kind === "incomplete") log.warn("the customers at Dojo could not all be read");
}
