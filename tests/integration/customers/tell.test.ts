import { beforeEach, describe, expect, test } from "vitest";
import { changeDetails } from "@/lib/account/change-details";
import type { Shopper } from "@/lib/auth/session";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { tellChangedCustomers } from "@/lib/customers/tell-changed-customers";
import { noteChange, tellDojo } from "@/lib/customers/tell-dojo";
import { db } from "@/lib/db/client";
import { shopNow } from "@/lib/db/now";
import { owner } from "../../setup/owner";
import { advance, emulator, newShopper } from "../support";
import { claimOf, leaveSentClaim, makeAtDojo, shortenTimes } from "./support";

shortenTimes();
beforeEach(async () => {
  await owner().$executeRaw`DELETE FROM "ClockOffset"`;
  await db().dojoCustomer.deleteMany();
  await emulator.reset();
});

const MINUTE = 60_000;
const update = { operation: "Customers_Update", kind: "status" };

async function linkedShopper(): Promise<Shopper> {
  const shopper = await newShopper();
  await ensureDojoCustomer(shopper);
  return shopper;
}

const rename = (shopper: Shopper, name: string) => changeDetails(shopper, { name, email: shopper.email });

async function nameAtDojo(shopper: Shopper) {
  const { customerId } = await claimOf(shopper);
  return (await emulator.state()).customers.find(({ id }) => id === customerId)?.name;
}

/** How long it is until Dojo is told, in ms; null when there is nothing to tell. */
async function waitOf(shopper: Shopper): Promise<number | null> {
  const { tellAt } = await claimOf(shopper);
  return tellAt && tellAt.getTime() - (await shopNow()).getTime();
}

/** The names that Dojo was told meanwhile. */
async function toldDuring(work: () => Promise<unknown>): Promise<unknown[]> {
  const calls = await emulator.callsDuring(work);
  return calls
    .filter(({ operationId }) => operationId === "Customers_Update")
    .map(({ request }) => request?.name);
}

describe("a changed name or email", () => {
  test("is told by the worker when nobody lived to do it at once, and then no more", async () => {
    const shopper = await linkedShopper();
    expect(await waitOf(shopper)).toBeNull();
    await rename(shopper, "Ada King");
    expect(await waitOf(shopper)).toBeLessThanOrEqual(0);
    expect(await toldDuring(tellChangedCustomers)).toEqual(["Ada King"]);
    expect(await waitOf(shopper)).toBeNull();
    expect(await toldDuring(tellChangedCustomers)).toEqual([]);
  });

  test("with the email is noted too", async () => {
    const shopper = await linkedShopper();
    const email = `new-${shopper.email}`;
    const currentPassword = "correct horse battery";
    expect(await changeDetails(shopper, { name: shopper.name, email, currentPassword })).toBeNull();
    const calls = await emulator.callsDuring(tellChangedCustomers);
    expect(calls.map(({ request }) => request?.emailAddress)).toEqual([email]);
  });

  test("that is not saved is not noted", async () => {
    const [shopper, other] = [await linkedShopper(), await newShopper()];
    const taken = { name: "Ada", email: other.email, currentPassword: "correct horse battery" };
    expect(await changeDetails(shopper, taken)).toBe("email-taken");
    expect(await waitOf(shopper)).toBeNull();
  });

  test("is told again after a minute, two, four … an hour, until Dojo has heard", async () => {
    const shopper = await linkedShopper();
    await rename(shopper, "Ada King");
    await emulator.faults([{ ...update, status: 503, times: 8 }]);
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await tellChangedCustomers()).toBe(0);
      const wait = (await waitOf(shopper)) ?? 0;
      expect(wait).toBeGreaterThan(minutes * MINUTE - 5_000);
      expect(wait).toBeLessThanOrEqual(minutes * MINUTE);
      expect(await toldDuring(tellChangedCustomers)).toEqual([]);
      await advance(wait);
    }
    expect(await tellChangedCustomers()).toBe(1);
    expect(await nameAtDojo(shopper)).toBe("Ada King");
    await rename(shopper, "Ada Byron");
    await emulator.faults([{ ...update, status: 503 }]);
    await tellChangedCustomers();
    expect(await waitOf(shopper)).toBeLessThanOrEqual(MINUTE);
  });

  test("that Dojo refuses for good is not repeated; the next change is told", async () => {
    const shopper = await linkedShopper();
    await rename(shopper, "Not To Dojo's Liking");
    await emulator.faults([{ ...update, status: 400 }]);
    expect(await toldDuring(tellChangedCustomers)).toHaveLength(1);
    expect(await waitOf(shopper)).toBeNull();
    await rename(shopper, "Ada King");
    await tellChangedCustomers();
    expect(await nameAtDojo(shopper)).toBe("Ada King");
  });

  test("refused while the shopper changes it again is told as it is by then", async () => {
    const shopper = await linkedShopper();
    await rename(shopper, "Not To Dojo's Liking");
    await emulator.faults([{ ...update, status: 400 }]);
    const changed = db().$transaction(async (tx) => {
      await tx.user.update({ where: { id: shopper.id }, data: { name: "Ada King" } });
      await noteChange(tx, shopper.id);
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    await Promise.all([changed, tellDojo(shopper.id)]);
    await tellChangedCustomers();
    expect(await nameAtDojo(shopper)).toBe("Ada King");
    expect(await waitOf(shopper)).toBeNull();
  });

  test("just being saved is not wiped by somebody who told the former one", async () => {
    const shopper = await linkedShopper();
    let save = () => {};
    const saving = new Promise<void>((resolve) => (save = resolve));
    const changed = db().$transaction(async (tx) => {
      await tx.user.update({ where: { id: shopper.id }, data: { name: "Ada King" } });
      await noteChange(tx, shopper.id);
      await saving;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const told = tellDojo(shopper.id, shopper);
    await new Promise((resolve) => setTimeout(resolve, 300));
    save();
    await Promise.all([changed, told]);
    expect(await nameAtDojo(shopper)).toBe("Ada King");
    expect(await waitOf(shopper)).toBeNull();
  });

  test("of one shopper does not wait for another whom Dojo does not take, but for the next round", async () => {
    const shoppers = [await linkedShopper(), await linkedShopper()];
    for (const shopper of shoppers) await rename(shopper, "Ada King");
    await emulator.faults([{ ...update, status: 503 }]);
    expect(await toldDuring(tellChangedCustomers)).toHaveLength(1);
    expect(await toldDuring(tellChangedCustomers)).toHaveLength(1);
    expect(await Promise.all(shoppers.map(nameAtDojo))).toContain("Ada King");
  });

  test("of a customer who is gone at Dojo is not told for ever", async () => {
    const shopper = await linkedShopper();
    await rename(shopper, "Ada King");
    await emulator.faults([{ operation: "Customers_Update", kind: "forget" }]);
    expect(await toldDuring(tellChangedCustomers)).toHaveLength(1);
    expect(await waitOf(shopper)).toBeNull();
  });
});

test("a customer who was found is told the account's details, since nobody knows what it was told", async () => {
  const shopper = await newShopper();
  await makeAtDojo(shopper);
  await leaveSentClaim(shopper, { sentMsAgo: 60_000 });
  await db().user.update({ where: { id: shopper.id }, data: { name: "Changed Meanwhile" } });
  await ensureDojoCustomer(shopper);
  expect(await tellChangedCustomers()).toBe(0);
  await advance(MINUTE);
  expect(await tellChangedCustomers()).toBe(1);
  expect(await nameAtDojo(shopper)).toBe("Changed Meanwhile");
});
