import "server-only";
import { type Scanned, scanCustomers } from "@/lib/customers/scan-customers";
import type { ListedCustomer } from "@/lib/dojo/customers";

type Look = {
  /** A moment of `Date.now()`. */
  stop: number;
  /** When the first of these customers can have been asked for; null when nobody knows. */
  since: Date | null;
  /** Called for each page; false ends the look, because nobody is left to tell. */
  heartbeat: () => Promise<boolean>;
};

export type Found = {
  /** The customers that carry a marker, oldest first. */
  customers: ReadonlyMap<string, readonly string[]>;
  /** All that may be theirs was read: a marker without customers is on none. */
  complete: boolean;
};

/** In ms: Dojo's clock may be as wrong as that against ours. */
const SLACK_MS = 15 * 60_000;
/** So many fewer customers to a page when looking again: the pages then meet at other places. */
const SHIFT = 7;

/**
 * Looks for our markers among all customers at Dojo; no other likeness counts, least of all an email, which anybody
 * can type. Between two pages customers may be missing, so what was not found on several is looked for again on
 * pages of another size before it counts as absent.
 */
export async function findByMarkers(
  markers: readonly string[],
  { stop, since, heartbeat }: Look,
): Promise<Found> {
  const wanted = new Set(markers);
  const hits = new Map<string, ListedCustomer[]>();
  const onPage = async (customers: ListedCustomer[]) => {
    for (const customer of customers) {
      const { vatNumber: marker } = customer;
      if (!marker || !wanted.has(marker)) continue;
      const known = hits.get(marker) ?? [];
      if (!known.some(({ id }) => id === customer.id)) hits.set(marker, [...known, customer]);
    }
    return heartbeat();
  };
  const scan = { stop, since: since && new Date(since.getTime() - SLACK_MS), onPage };
  const first = await scanCustomers(scan);
  let complete = saysAll(first, wanted);
  if (complete && first.pages > 1 && hits.size < wanted.size)
    complete = saysAll(await scanCustomers({ ...scan, limit: Math.max(first.pageSize - SHIFT, 1) }), wanted);
  return { customers: new Map([...hits].map(([marker, all]) => [marker, oldestFirst(all)])), complete };
}

/** A customer that cannot be read may be the one that is missing, unless its marker says that it is not. */
function saysAll({ complete, unreadable }: Scanned, wanted: ReadonlySet<string>): boolean {
  return complete && ![...unreadable].some((marker) => marker === null || wanted.has(marker));
}

function oldestFirst(customers: readonly ListedCustomer[]): string[] {
  const madeAt = ({ createdAt }: ListedCustomer) => createdAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return customers
    .toSorted((one, other) => madeAt(one) - madeAt(other) || (one.id < other.id ? -1 : 1))
    .map(({ id }) => id);
}
