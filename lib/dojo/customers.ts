import "server-only";
import { callDojo } from "@/lib/dojo/client";
import * as wire from "@/lib/dojo/wire";

export type NewCustomer = { name: string; emailAddress: string; marker: string };

/**
 * Dojo promises no idempotency here: sent once, and after an unknown outcome looked for, never sent again.
 * The marker rides in `vatNumber`, the one stored text field that a shop for people leaves empty.
 */
export async function createCustomer({ marker, ...person }: NewCustomer): Promise<{ id: string }> {
  return callDojo({
    operation: "Customers_Create",
    method: "POST",
    path: "/customers",
    body: { ...person, vatNumber: marker },
    answer: wire.customer,
  });
}

/** Retrieves an existing customer, as step 1 of the guide says. Dojo answers a list, and leaves unknown ids out of it. */
export async function customerExists(customerId: string, deadlineMs?: number): Promise<boolean> {
  const found = await callDojo({
    operation: "Customers_Get",
    method: "GET",
    path: `/customers/${encodeURIComponent(customerId)}`,
    answer: wire.customers,
    deadlineMs,
  });
  return found.some(({ id }) => id === customerId);
}

/** Search has no filter, only a cursor; `vatNumber` in the answer is our marker. */
export async function listCustomerPage(after?: string) {
  return callDojo({
    operation: "Customers_Search",
    method: "POST",
    path: "/customers/search",
    body: { limit: 100, ...(after ? { after } : {}) },
    answer: wire.customerPage,
  });
}

/** Only the fields sent are changed; the marker stays. Answers the customer as it is now. */
export async function updateCustomer(customerId: string, person: Omit<NewCustomer, "marker">): Promise<void> {
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
