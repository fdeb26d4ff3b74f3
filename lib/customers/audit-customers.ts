import "server-only";
import { isGone } from "@/lib/customers/confirm-gone";
import { dojoAccount, looksLikeMarker } from "@/lib/customers/dojo-account";
import { judgeCustomers, type Misplaced } from "@/lib/customers/judge-customers";
import { type Removal, removeSpare } from "@/lib/customers/remove-spare";
import { scanCustomers } from "@/lib/customers/scan-customers";
import { db } from "@/lib/db/client";
import { shopNow } from "@/lib/db/now";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";

/** In ms: how long the look may take, how old a customer must be to be judged, and a claim to be called stuck. */
export const auditTimes = { scanMs: 600_000, youngMs: 600_000, stuckMs: 900_000 };
/** A list that lacks more linked customers than this is itself the trouble: no more are asked about one by one. */
const MOST_ASKED = 100;

export type Finding =
  | Misplaced
  /** The shopper is linked to a customer that Dojo does not know. */
  | { kind: "gone"; customerId: string; userId: string }
  /** Asked for so long ago, and still not known whether it was made. */
  | { kind: "stuck"; userId: string; sentAt: Date }
  /** Not everything could be read: what is not among the findings may exist all the same. */
  | { kind: "incomplete" };

/** Compares our links with all customers at Dojo, and changes nothing. Throws `DojoError`. */
export async function auditCustomers(): Promise<Finding[]> {
  const account = dojoAccount();
  // Read before the look: a customer linked later need not be among those seen.
  const links = await db().dojoCustomer.findMany({
    where: { account, customerId: { not: null } },
    select: { userId: true, customerId: true },
  });
  const settled = (await shopNow()).getTime() - auditTimes.youngMs;
  const seen = new Set<string>();
  const findings: Finding[] = [];
  const { complete, unreadable } = await scanCustomers({
    stop: Date.now() + auditTimes.scanMs,
    onPage: async (customers) => {
      for (const { id } of customers) seen.add(id);
      // A young one may be linked in a moment; one of unknown age counts as young.
      const old = customers.filter(({ createdAt }) => createdAt && createdAt.getTime() <= settled);
      findings.push(...(await judgeCustomers(old)));
      return true;
    },
  });
  const missing = links.filter(({ customerId }) => customerId && !seen.has(customerId));
  const asked = complete ? missing.slice(0, MOST_ASKED) : [];
  let unknown = [...unreadable].filter((marker) => marker === null || looksLikeMarker(marker)).length;
  for (const { userId, customerId } of asked) {
    const gone = customerId && (await isGoneOrUnknown(customerId));
    if (gone === "unknown") unknown += 1;
    else if (customerId && gone && (await isLinked(userId, customerId)))
      findings.push({ kind: "gone", customerId, userId });
  }
  if (!complete || unknown > 0 || asked.length < missing.length) findings.push({ kind: "incomplete" });
  return [...findings, ...(await stuckClaims())];
}

/** An answer about one of them that makes no sense does not end the look; trouble with Dojo or the key does. */
async function isGoneOrUnknown(customerId: string): Promise<boolean | "unknown"> {
  try {
    return await isGone(customerId);
  } catch (error) {
    const ofThisOne = error instanceof DojoError && !error.retryable && error.kind !== "unauthorised";
    if (!ofThisOne) throw error;
    log.warn({ customerId, error: error.message }, "whether a linked customer is gone is not known");
    return "unknown";
  }
}

async function isLinked(userId: string, customerId: string): Promise<boolean> {
  return (await db().dojoCustomer.count({ where: { account: dojoAccount(), userId, customerId } })) === 1;
}

async function stuckClaims(): Promise<Finding[]> {
  const rows = await db().$queryRaw<{ userId: string; sentAt: Date }[]>`
    SELECT "userId", "sentAt" FROM "DojoCustomer" WHERE account = ${dojoAccount()} AND state = 'SENT'
      AND "sentAt" < now() - ${auditTimes.stuckMs}::float8 * interval '1 millisecond' ORDER BY "sentAt"`;
  return rows.map((row) => ({ kind: "stuck", ...row }));
}

export type Mended = { customerId: string; outcome: Removal | "failed" };

/** Deletes the spare customers among the findings, each only if it is empty and still spare by then. */
export async function mendCustomers(findings: readonly Finding[]): Promise<Mended[]> {
  const mended: Mended[] = [];
  for (const finding of findings) {
    if (finding.kind !== "duplicate" && finding.kind !== "orphan") continue;
    const { customerId, marker } = finding;
    mended.push({ customerId, outcome: await remove(customerId, marker) });
  }
  return mended;
}

async function remove(customerId: string, marker: string): Promise<Mended["outcome"]> {
  try {
    return await removeSpare(customerId, marker);
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    log.warn({ customerId, error: error.message }, "a spare customer could not be deleted");
    return "failed";
  }
}
