import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Shopper } from "@/lib/auth/session";
import { claimTimes } from "@/lib/customers/claim-times";
import { customerMarker } from "@/lib/customers/dojo-account";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { recoverClaims } from "@/lib/customers/recover-claims";
import { createCustomerSecret } from "@/lib/dojo/customers";
import { fetchPaymentMethods } from "@/lib/dojo/payment-methods";
import { emulator, newShopper } from "../support";
import { claimOf, count, leaveSentClaim, makeAtDojo, shortenTimes, timesMade } from "./support";

shortenTimes();

/** 100,000 customers of others, 10,000 of them with the shopper's email and 5,000 with saved cards. */
let shopper: Shopper;
beforeAll(async () => {
  await emulator.reset();
  shopper = await newShopper();
  await emulator.load({ customers: 100_000, emailAddress: shopper.email, savedCards: 5_000 });
}, 120_000);
beforeEach(() => {
  claimTimes.callMs = 8_000;
});

/** The shopper of another test, with the crowd's email too: what they are linked to is theirs and empty. */
async function expectOwn(linked: string | null, { id }: Shopper): Promise<void> {
  const { secret } = await createCustomerSecret(linked ?? "");
  expect((await fetchPaymentMethods(linked ?? "", secret)).savedPaymentMethods).toEqual([]);
  const claim = await claimOf({ id, name: "", email: "" });
  expect(claim).toMatchObject({ state: "READY", customerId: linked, marker: customerMarker(id) });
}

const oldestFirst = { operation: "Customers_Search", kind: "searchOrder", times: 100_000 };

describe("among 100,000 customers of others, many with the shopper's email", () => {
  test("a lost reply is found on the first page, the newest first", async () => {
    await emulator.faults([{ operation: "Customers_Create", kind: "reset", phase: "after" }]);
    const calls = await emulator.callsDuring(() => ensureDojoCustomer(shopper));
    expect(count(calls, "Customers_Search")).toBe(1);
    expect(await timesMade(shopper)).toBe(1);
    await expectOwn((await claimOf(shopper)).customerId, shopper);
  });

  test("none of them is adopted for one that was never made", async () => {
    const other = { ...(await newShopper()), email: shopper.email };
    await leaveSentClaim(other, { sentMsAgo: 60_000 });
    const calls = await emulator.callsDuring(() => ensureDojoCustomer(other));
    expect(count(calls, "Customers_Search")).toBe(1);
    expect(await timesMade(other)).toBe(1);
    await expectOwn((await claimOf(other)).customerId, other);
  });

  test("request and worker give up in time when the list is oldest first", async () => {
    const other = { ...(await newShopper()), email: shopper.email };
    const made = await makeAtDojo(other);
    await leaveSentClaim(other, { sentMsAgo: 60_000 });
    await emulator.faults([oldestFirst]);
    Object.assign(claimTimes, { waitMs: 1_000, workerScanMs: 1_000, lookAgainMs: { least: 10, most: 10 } });
    const start = performance.now();
    expect(await ensureDojoCustomer(other)).toBeNull();
    expect(performance.now() - start).toBeLessThan(6_000);
    await expect.poll(recoverClaims).toEqual({ linked: 0, absent: 0, unknown: 1 });
    expect(performance.now() - start).toBeLessThan(15_000);
    expect(await timesMade(other)).toBe(1);
    await emulator.clearFaults();
    claimTimes.waitMs = 8_000;
    expect(await ensureDojoCustomer(other)).toBe(made);
    await expectOwn(made, other);
  });
});

test("the worker reads 10,000, oldest first, to the end", async () => {
  await emulator.reset();
  const [found, absent] = [await newShopper(), await newShopper()];
  await emulator.load({ customers: 10_000, emailAddress: absent.email });
  const made = await makeAtDojo(found);
  for (const each of [found, absent]) await leaveSentClaim(each, { sentMsAgo: 60_000 });
  await emulator.faults([oldestFirst]);
  claimTimes.workerScanMs = 60_000;
  const calls = await emulator.callsDuring(async () =>
    expect(await recoverClaims()).toEqual({ linked: 1, absent: 1, unknown: 0 }),
  );
  // 10,001 on pages of 100, and once more on pages of 93 for the one who was not found.
  expect(count(calls, "Customers_Search")).toBe(101 + 108);
  expect((await claimOf(found)).customerId).toBe(made);
}, 60_000);
