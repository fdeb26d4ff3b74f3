import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { auditTimes } from "@/lib/customers/audit-customers";
import { claimTimes } from "@/lib/customers/claim-times";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { sweepCustomers } from "@/lib/customers/sweep-customers";
import { db } from "@/lib/db/client";
import { bendPages } from "../../setup/bend-pages";
import { advance, emulator, newShopper } from "../support";
import { claimOf, customersOf, leaveSentClaim, makeAtDojo, shortenTimes, timesMade } from "./support";

const SEARCH = "/customers/search";
const pages = await bendPages();
shortenTimes();
beforeEach(async () => {
  await db().dojoCustomer.deleteMany();
  await emulator.reset();
});
afterEach(() => pages.straighten());
afterAll(pages.close);

const spoil = (id: string, changes: Record<string, unknown> | string) =>
  pages.bend(SEARCH, (item) =>
    item.id !== id ? item : typeof changes === "string" ? changes : { ...item, ...changes },
  );

const foreign = async () => {
  await emulator.load({ customers: 1 });
  return (await emulator.state()).customers.at(-1)?.id ?? "";
};

describe("a lost customer, looked for among some that cannot be read,", () => {
  test.each([
    ["no id", { id: null }],
    ["a number for the field of our marker", { vatNumber: 12_345 }],
  ])("is found when that of somebody else has %s", async (_, changes) => {
    const shopper = await newShopper();
    const made = await makeAtDojo(shopper);
    spoil(await foreign(), changes);
    await leaveSentClaim(shopper, { sentMsAgo: 60_000 });
    expect(await ensureDojoCustomer(shopper)).toBe(made);
  });

  test.each([
    ["no id", { id: null }],
    ["a number for the field of our marker", { vatNumber: 12_345 }],
  ])("is absent, and made, when only that of somebody else has %s", async (_, changes) => {
    const shopper = await newShopper();
    spoil(await foreign(), changes);
    await leaveSentClaim(shopper, { sentMsAgo: 60_000 });
    const made = await ensureDojoCustomer(shopper);
    expect(made).not.toBeNull();
    expect(await customersOf(shopper)).toEqual([made]);
  });

  test.each<[string, Record<string, unknown> | string]>([
    ["no id, and our marker", { id: null }],
    ["something else where our marker was", { vatNumber: { of: "whom" } }],
    ["nothing that can be read", "?"],
  ])("is not made a second time when one has %s", async (_, changes) => {
    const shopper = await newShopper();
    const made = await makeAtDojo(shopper);
    spoil(made, changes);
    await leaveSentClaim(shopper, { sentMsAgo: 60_000 });
    claimTimes.waitMs = 400;
    expect(await ensureDojoCustomer(shopper)).toBeNull();
    expect(await claimOf(shopper)).toMatchObject({ state: "SENT", customerId: null });
    expect(await timesMade(shopper)).toBe(1);
    pages.straighten();
    claimTimes.waitMs = 8_000;
    expect(await ensureDojoCustomer(shopper)).toBe(made);
  });
});

describe("the sweep", () => {
  test("goes on with the others, and is complete when the spoilt one is not ours", async () => {
    const shopper = await newShopper();
    const linked = await ensureDojoCustomer(shopper);
    await makeAtDojo(shopper);
    spoil(await foreign(), { id: null });
    await advance(auditTimes.youngMs + 1_000);
    expect(await sweepCustomers()).toMatchObject({ deleted: 1, gone: 0, complete: true });
    expect(await customersOf(shopper)).toEqual([linked]);
  });

  test("is not complete when the spoilt one is ours, and calls nobody gone", async () => {
    const linked = await ensureDojoCustomer(await newShopper());
    spoil(linked ?? "", { id: null });
    expect(await sweepCustomers()).toMatchObject({ gone: 0, complete: false });
  });
});
