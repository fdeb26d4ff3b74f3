import { beforeAll, describe, expect, test } from "vitest";
import {
  type Claim,
  extendLeases,
  insertClaim,
  linkClaim,
  markSent,
  markUnsent,
  releaseClaim,
  reopenClaim,
  takeOverClaim,
} from "@/lib/customers/claim";
import { emulator, newShopper } from "../support";
import { claimOf } from "./support";

beforeAll(() => emulator.reset());

const MINUTE = 60_000;

async function newClaim(leaseMs: number) {
  const shopper = await newShopper();
  const claim = await insertClaim(shopper.id, leaseMs);
  if (!claim) throw new Error("somebody has the claim already");
  return { shopper, claim };
}

describe("a claim", () => {
  test("is given to one of twenty, and taken over by one of twenty", async () => {
    const shopper = await newShopper();
    const all = Array.from({ length: 20 });
    const given = await Promise.all(all.map(() => insertClaim(shopper.id, -1)));
    const [first] = given.filter((claim) => claim !== undefined);
    expect(given.filter((claim) => claim !== undefined)).toHaveLength(1);
    const taken = await Promise.all(all.map(() => takeOverClaim(first as Claim, MINUTE)));
    expect(taken.filter((claim) => claim !== undefined)).toMatchObject([{ fence: 2, expired: false }]);
  });

  test("is not taken over while its lease lasts", async () => {
    const { claim } = await newClaim(MINUTE);
    expect(await takeOverClaim(claim, MINUTE)).toBeUndefined();
    await releaseClaim(claim);
    expect(await takeOverClaim(claim, MINUTE)).toMatchObject({ fence: 2 });
  });

  test.each([
    ["send", (claim: Claim) => markSent(claim, MINUTE)],
    ["link", (claim: Claim) => linkClaim(claim, "cust_sandbox_theirs")],
    ["take back", (claim: Claim) => markUnsent(claim).then(() => false)],
    ["let go", (claim: Claim) => releaseClaim(claim).then(() => false)],
    ["keep", (claim: Claim) => extendLeases([claim], 5 * MINUTE).then((kept) => kept.size > 0)],
  ])("that was taken over is no longer its former holder's to %s", async (_, act) => {
    const { shopper, claim } = await newClaim(-1);
    const taken = await takeOverClaim(claim, MINUTE);
    if (!taken) throw new Error("not taken over");
    await markSent(taken, MINUTE);
    const before = await claimOf(shopper);
    expect(await act(claim)).toBe(false);
    expect(await claimOf(shopper)).toEqual(before);
  });

  test("that is linked is changed by nobody, its holder included", async () => {
    const { shopper, claim } = await newClaim(MINUTE);
    expect(await linkClaim(claim, `cust_sandbox_${shopper.id}`)).toBe(true);
    const before = await claimOf(shopper);
    expect(await markSent(claim, MINUTE)).toBe(false);
    expect(await linkClaim(claim, "cust_sandbox_other")).toBe(false);
    expect((await extendLeases([claim], MINUTE)).size).toBe(0);
    expect(await claimOf(shopper)).toEqual(before);
  });

  test("is opened again once, by whoever saw the linked customer gone", async () => {
    const { shopper, claim } = await newClaim(MINUTE);
    const gone = `cust_sandbox_${shopper.id}`;
    await linkClaim(claim, gone);
    const opened = await Promise.all([1, 2, 3].map(() => reopenClaim(shopper.id, gone)));
    expect(opened.toSorted()).toEqual([false, false, true]);
    expect(await claimOf(shopper)).toMatchObject({ state: "SENT", customerId: null, fence: 2 });
  });

  test("of many is kept by its own holder alone", async () => {
    const [mine, theirs] = [await newClaim(-1), await newClaim(-1)];
    await takeOverClaim(theirs.claim, MINUTE);
    expect(await extendLeases([mine.claim, theirs.claim], MINUTE)).toEqual(new Set([mine.shopper.id]));
  });
});
