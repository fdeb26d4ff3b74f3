import { afterEach, beforeEach } from "vitest";
import type { Shopper } from "@/lib/auth/session";
import { claimTimes } from "@/lib/customers/claim-times";
import { customerMarker, dojoAccount } from "@/lib/customers/dojo-account";
import { db } from "@/lib/db/client";
import { createCustomer } from "@/lib/dojo/customers";
import type { JournalEntry } from "../../setup/emulator-control";
import { emulator } from "../support";

/** Leases and quarantine short enough to wait for, in the proportions of a shop. */
export function shortenTimes(): void {
  const usual = { ...claimTimes };
  beforeEach(() => {
    const lookAgainMs = { least: 100, most: 500 };
    const short = { leaseMs: 1_500, callMs: 500, quarantineMs: 2_000, waitMs: 8_000, pollMs: 20 };
    Object.assign(claimTimes, short, { lookAgainMs, abandonedMs: 0, workerScanMs: 15_000 });
  });
  afterEach(async () => {
    Object.assign(claimTimes, usual);
    await emulator.clearFaults();
  });
}

export const claimOf = ({ id }: Shopper) => db().dojoCustomer.findFirstOrThrow({ where: { userId: id } });

/** The ids of the customers at Dojo with this shopper's marker. */
export async function customersOf({ id }: Shopper): Promise<string[]> {
  const marker = customerMarker(id);
  const { customers } = await emulator.state();
  return customers.filter(({ vatNumber }) => vatNumber === marker).map((customer) => customer.id);
}

/** How often Dojo was asked to make this shopper's customer, once all answers are on their way. */
export async function timesMade({ id }: Shopper): Promise<number> {
  const marker = customerMarker(id);
  const calls = await emulator.journal();
  return calls.filter((call) => call.operationId === "Customers_Create" && call.request?.vatNumber === marker)
    .length;
}

export function count(calls: readonly JournalEntry[], operationId: string): number {
  return calls.filter((call) => call.operationId === operationId).length;
}

/** What a holder leaves behind who sent and vanished. */
export async function leaveSentClaim({ id }: Shopper, { sentMsAgo = 0, state = "SENT" } = {}): Promise<void> {
  await db().$executeRaw`
    INSERT INTO "DojoCustomer" ("userId", account, marker, state, fence, "leaseUntil", "sentAt")
    VALUES (${id}, ${dojoAccount()}, ${customerMarker(id)}, ${state}::"DojoCustomerState", 1,
      now() - interval '1 second', now() - ${sentMsAgo}::float8 * interval '1 millisecond')`;
}

/** A customer at Dojo with the shopper's marker that nobody here knows of. */
export async function makeAtDojo({ id, name, email }: Shopper): Promise<string> {
  return (await createCustomer({ name, emailAddress: email, marker: customerMarker(id) })).id;
}
