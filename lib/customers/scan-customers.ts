import "server-only";
import { claimTimes } from "@/lib/customers/claim-times";
import { watchOrder } from "@/lib/customers/page-order";
import { type ListedCustomer, listCustomerPage, PAGE_LIMIT } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { pause } from "@/lib/pause";

/** How often one page is asked for, and how often a look that lost its cursor begins again. */
const TRIES = 3;
const BEGINNINGS = 4;
const PAUSE_MS = 100;

type Scan = {
  /** A moment of `Date.now()`; then the look ends, wherever it is. */
  stop: number;
  /** Older customers are of no interest: a list that is newest first need not be read to its end. */
  since?: Date | null;
  limit?: number;
  /** Gets each customer once, also when pages repeat some. False ends the look. */
  onPage: (customers: ListedCustomer[]) => Promise<boolean>;
};

export type Scanned = {
  /** All pages were read that there are. False is not "not there": time ran out, or the pages have no end. */
  complete: boolean;
  /** The markers of customers that could not be read, null for one whose marker could not either. */
  unreadable: ReadonlySet<string | null>;
  pages: number;
  /** How many customers the first page held, which may be fewer than were asked for. */
  pageSize: number;
};

/**
 * Reads Dojo's customers page by page: its search cannot filter, and promises no order. A page that fails is asked
 * for again, a lost cursor begins anew, both so often and no more. Throws the `DojoError` of a page that stays away.
 */
export async function scanCustomers({ stop, since = null, limit, onPage }: Scan): Promise<Scanned> {
  const seen = new Set<string>();
  const unreadable = new Set<string | null>();
  const progress = { complete: false, unreadable, pages: 0, pageSize: 0 };
  for (let beginning = 1; beginning <= BEGINNINGS; beginning += 1) {
    const order = watchOrder();
    const cursors = new Set<string>();
    let after: string | undefined;
    do {
      const page = await readPage(after, stop, limit);
      if (page === "late") return progress;
      if (page === "bad cursor") break;
      const { customers } = page;
      for (const marker of page.unreadable) unreadable.add(marker);
      progress.pages += 1;
      progress.pageSize ||= customers.length + page.unreadable.length;
      order.see(customers);
      const fresh = customers.filter(({ id }) => !seen.has(id) && seen.add(id));
      if (!(await onPage(fresh))) return progress;
      after = page.after || undefined;
      if (!after || order.hasPassed(since)) return { ...progress, complete: true };
      // Pages that lead in a circle never end, and never tell what is not there.
      if (cursors.has(after)) return progress;
      cursors.add(after);
    } while (after);
  }
  return progress;
}

async function readPage(after: string | undefined, stop: number, limit = PAGE_LIMIT) {
  for (let attempt = 1; ; attempt += 1) {
    const leftMs = stop - Date.now();
    if (leftMs <= 0) return "late";
    try {
      return await listCustomerPage(after, { limit, deadlineMs: Math.min(leftMs, claimTimes.callMs) });
    } catch (error) {
      if (!(error instanceof DojoError)) throw error;
      if (after && error.kind === "refused") return "bad cursor";
      if (error.kind === "timeout" && Date.now() >= stop) return "late";
      const passing = error.retryable || error.kind === "invalid-answer";
      if (!passing || attempt === TRIES) throw error;
      await pause(PAUSE_MS * attempt);
    }
  }
}
