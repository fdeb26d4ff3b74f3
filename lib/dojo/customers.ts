import "server-only";
import { callDojo } from "@/lib/dojo/client";
import { DojoError } from "@/lib/dojo/errors";
import * as wire from "@/lib/dojo/wire";

export type Person = { name: string; emailAddress: string };
type NewCustomer = Partial<Person> & { marker: string };
export type ListedCustomer = wire.WireCustomer;

/**
 * Dojo promises no idempotency here: sent once, and after an unknown outcome looked for, never sent again.
 * The marker rides in `vatNumber`, the one stored text field that a shop for people leaves empty.
 */
export async function createCustomer({ marker, ...person }: NewCustomer, deadlineMs?: number) {
  return callDojo({
    operation: "Customers_Create",
    method: "POST",
    path: "/customers",
    body: { ...person, vatNumber: marker },
    answer: wire.customer,
    deadlineMs,
  });
}

/**
 * Retrieves an existing customer, as step 1 of the guide says. Dojo answers a list and leaves unknown ids out of it
 * (assumed); a 404 says the same. A 400 may mean that too, or something else: it is thrown like any other error.
 */
export async function customerExists(customerId: string, deadlineMs?: number): Promise<boolean> {
  try {
    const found = await callDojo({
      operation: "Customers_Get",
      method: "GET",
      path: `/customers/${encodeURIComponent(customerId)}`,
      answer: wire.customers,
      deadlineMs,
    });
    return found.some(({ id }) => id === customerId);
  } catch (error) {
    if (error instanceof DojoError && error.kind === "not-found") return false;
    throw error;
  }
}

/** The most customers that one page may hold, by Dojo's description. */
export const PAGE_LIMIT = 100;

type PageOptions = { limit?: number; deadlineMs?: number };

export type CustomerPage = {
  customers: ListedCustomer[];
  /** The markers of those that cannot be read; null where not even that can be told. */
  unreadable: (string | null)[];
  after: string | null;
};

/** Search has no filter, only a cursor; `vatNumber` in the answer is our marker. Each item is read by itself. */
export async function listCustomerPage(
  after?: string,
  { limit, deadlineMs }: PageOptions = {},
): Promise<CustomerPage> {
  const answer = await callDojo({
    operation: "Customers_Search",
    method: "POST",
    path: "/customers/search",
    body: { limit: limit ?? PAGE_LIMIT, ...(after ? { after } : {}) },
    answer: wire.page,
    deadlineMs,
  });
  const page: CustomerPage = { customers: [], unreadable: [], after: answer.after || null };
  for (const item of answer.data ?? []) {
    const read = wire.customer.safeParse(item);
    if (read.success) page.customers.push(read.data);
    else page.unreadable.push(markerOf(item));
  }
  return page;
}

function markerOf(item: unknown): string | null {
  const traces = wire.customerTraces.parse(item);
  return traces && String(traces.vatNumber ?? "");
}

/** Only the fields sent are changed; the marker stays. Answers the customer as it is now. */
export async function updateCustomer(customerId: string, person: Person): Promise<void> {
  await callDojo({
    operation: "Customers_Update",
    method: "PATCH",
    path: `/customers/${encodeURIComponent(customerId)}`,
    body: person,
    answer: wire.customer,
  });
}

/** With its saved cards. For an account that is deleted, and for an empty orphan that nobody was shown. */
export async function deleteCustomer(customerId: string): Promise<void> {
  return callDojo({
    operation: "Customers_Delete",
    method: "DELETE",
    path: `/customers/${encodeURIComponent(customerId)}`,
    answer: "none",
  });
}

export type CustomerSecret = { secret: string; lifeMs: number };

/** Short-lived (documented example: 15 minutes); made afresh for each use and kept in memory only. */
export async function createCustomerSecret(customerId: string, deadlineMs?: number): Promise<CustomerSecret> {
  const made = await callDojo({
    operation: "Customers_CreateCustomerSecret",
    method: "POST",
    path: `/customers/${encodeURIComponent(customerId)}/create-secret`,
    answer: wire.customerSecret,
    deadlineMs,
  });
  // A span, not a moment: their clock and ours need not agree.
  return { secret: made.secret, lifeMs: made.expireAt.getTime() - made.createdAt.getTime() };
}
