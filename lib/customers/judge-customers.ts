import "server-only";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { db } from "@/lib/db/client";
import type { ListedCustomer } from "@/lib/dojo/customers";

type Marked = { customerId: string; marker: string; createdAt: Date };

/** A customer at Dojo that carries a marker of ours and is not where it belongs. */
export type Misplaced =
  /** The shopper is linked to another one. */
  | (Marked & { kind: "duplicate"; userId: string; linkedId: string })
  /** The account is deleted. */
  | (Marked & { kind: "orphan" })
  /** It came so late that nobody looked for it any more: the shopper is linked to none. */
  | (Marked & { kind: "unlinked"; userId: string })
  /** Linked to this shopper, with the marker of another: somebody changed it. */
  | (Marked & { kind: "mislinked"; userId: string });

/**
 * Tells which of the customers are misplaced. A marker that we never gave may be that of another copy of the shop
 * with the same key: such a customer is none of our business.
 */
export async function judgeCustomers(customers: readonly ListedCustomer[]): Promise<Misplaced[]> {
  const marked = customers.flatMap(({ id: customerId, vatNumber: marker, createdAt }) =>
    marker && createdAt ? [{ customerId, marker, createdAt }] : [],
  );
  if (marked.length === 0) return [];
  const account = dojoAccount();
  const markers = marked.map(({ marker }) => marker);
  const ids = marked.map(({ customerId }) => customerId);
  const [claims, former] = await Promise.all([
    db().dojoCustomer.findMany({
      where: { account, OR: [{ marker: { in: markers } }, { customerId: { in: ids } }] },
      select: { userId: true, marker: true, customerId: true },
    }),
    db().formerMarker.findMany({ where: { account, marker: { in: markers } }, select: { marker: true } }),
  ]);
  const owners = new Map(claims.map((claim) => [claim.marker, claim]));
  const linked = new Map(claims.map((claim) => [claim.customerId, claim]));
  const nobodys = new Set(former.map(({ marker }) => marker));
  return marked.flatMap((customer): Misplaced[] => {
    const owner = owners.get(customer.marker);
    const holder = linked.get(customer.customerId);
    if (!owner && !nobodys.has(customer.marker)) return [];
    if (holder) {
      const { userId } = holder;
      return holder === owner ? [] : [{ kind: "mislinked", userId, ...customer }];
    }
    if (!owner) return [{ kind: "orphan", ...customer }];
    const { userId, customerId: linkedId } = owner;
    return [
      linkedId
        ? { kind: "duplicate", userId, linkedId, ...customer }
        : { kind: "unlinked", userId, ...customer },
    ];
  });
}
