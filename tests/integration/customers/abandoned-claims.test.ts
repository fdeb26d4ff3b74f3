import { beforeEach, describe, expect, test } from "vitest";
import { claimTimes } from "@/lib/customers/claim-times";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { recoverClaims } from "@/lib/customers/recover-claims";
import { db } from "@/lib/db/client";
import { emulator, newShopper } from "../support";
import { claimOf, customersOf, leaveSentClaim, makeAtDojo, shortenTimes, timesMade } from "./support";

shortenTimes();
beforeEach(async () => {
  await emulator.reset();
  await db().dojoCustomer.deleteMany();
});

const OLD = { sentMsAgo: 60_000 };
const nothing = { linked: 0, absent: 0, unknown: 0 };

describe("claims that nobody came back for", () => {
  test("are all settled by one look at Dojo, and nothing is made", async () => {
    const shoppers = await Promise.all(Array.from({ length: 6 }, () => newShopper()));
    const [absent, ...made] = shoppers;
    for (const shopper of made) await makeAtDojo(shopper);
    for (const shopper of shoppers) await leaveSentClaim(shopper, OLD);
    const calls = await emulator.callsDuring(async () =>
      expect(await recoverClaims()).toEqual({ linked: 5, absent: 1, unknown: 0 }),
    );
    expect(calls.map(({ operationId }) => operationId)).toEqual(["Customers_Search"]);
    for (const shopper of made)
      expect(await claimOf(shopper)).toMatchObject({
        state: "READY",
        customerId: (await customersOf(shopper))[0],
      });
    if (!absent) throw new Error("nobody is absent");
    expect(await claimOf(absent)).toMatchObject({ state: "CLAIMED", customerId: null });
    const again = await emulator.callsDuring(async () => expect(await recoverClaims()).toEqual(nothing));
    expect(again).toEqual([]);
    await ensureDojoCustomer(absent);
    expect(await timesMade(absent)).toBe(1);
  });

  test("stay unknown within the quarantine, and after a look that time cut short", async () => {
    const shopper = await newShopper();
    await leaveSentClaim(shopper, { sentMsAgo: 100 });
    expect(await recoverClaims()).toEqual({ ...nothing, unknown: 1 });
    // What is loaded is newer than the newest, so that no page is old enough to stop at.
    await makeAtDojo(await newShopper());
    await emulator.load({ customers: 250 });
    const sentAt = new Date(Date.now() - 60_000);
    await db().dojoCustomer.updateMany({ data: { sentAt, leaseUntil: sentAt } });
    claimTimes.workerScanMs = 250;
    await emulator.faults([{ operation: "Customers_Search", kind: "delay", delayMs: 150, times: 9 }]);
    expect(await recoverClaims()).toEqual({ ...nothing, unknown: 1 });
    expect(await claimOf(shopper)).toMatchObject({ state: "SENT" });
    await emulator.clearFaults();
    await db().$executeRaw`UPDATE "DojoCustomer" SET "leaseUntil" = now()`;
    expect(await recoverClaims()).toEqual({ ...nothing, absent: 1 });
  });

  test("are let go of when Dojo cannot be asked", async () => {
    const shopper = await newShopper();
    const made = await makeAtDojo(shopper);
    await leaveSentClaim(shopper, OLD);
    await emulator.faults([{ operation: "Customers_Search", kind: "status", status: 503, times: 3 }]);
    await expect(recoverClaims()).rejects.toMatchObject({ kind: "unavailable" });
    expect(await ensureDojoCustomer(shopper)).toBe(made);
  });

  test("are settled once by two workers", async () => {
    const shoppers = await Promise.all(Array.from({ length: 8 }, () => newShopper()));
    for (const shopper of shoppers) {
      await makeAtDojo(shopper);
      await leaveSentClaim(shopper, OLD);
    }
    const all = await Promise.all([recoverClaims(), recoverClaims()]);
    expect(all.reduce((sum, { linked }) => sum + linked, 0)).toBe(8);
    expect(await db().dojoCustomer.count({ where: { state: "READY", fence: 2 } })).toBe(8);
  });
});

describe("the worker leaves alone", () => {
  test.each([
    ["what is still held", `now() + interval '1 minute'`, "SENT"],
    ["what was let go of a moment ago", `now() - interval '3 seconds'`, "SENT"],
    ["what was never sent", `now() - interval '1 hour'`, "CLAIMED"],
  ])("%s", async (_, lease, state) => {
    claimTimes.abandonedMs = 10_000;
    const shopper = await newShopper();
    await leaveSentClaim(shopper, { ...OLD, state });
    const [row] = await db().$queryRawUnsafe<{ lease: Date }[]>(`SELECT ${lease} AS lease`);
    await db().dojoCustomer.updateMany({ data: { leaseUntil: row?.lease ?? new Date() } });
    const calls = await emulator.callsDuring(async () => expect(await recoverClaims()).toEqual(nothing));
    expect(calls).toEqual([]);
  });

  test("what belongs to another Dojo account", async () => {
    const shopper = await newShopper();
    await leaveSentClaim(shopper, OLD);
    await db().dojoCustomer.updateMany({ data: { account: "https://api.dojo.tech production" } });
    expect(await recoverClaims()).toEqual(nothing);
  });
});
