import { beforeEach, describe, expect, test } from "vitest";
import { deleteAccount } from "@/lib/account/delete-account";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import type { Shopper } from "@/lib/auth/session";
import { auditCustomers, auditTimes, mendCustomers } from "@/lib/customers/audit-customers";
import { reopenClaim } from "@/lib/customers/claim";
import { customerMarker } from "@/lib/customers/dojo-account";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { removeSpare } from "@/lib/customers/remove-spare";
import { sweepCustomers } from "@/lib/customers/sweep-customers";
import { db } from "@/lib/db/client";
import { createCustomer, createCustomerSecret, deleteCustomer, listCustomerPage } from "@/lib/dojo/customers";
import { deletePaymentMethod } from "@/lib/dojo/payment-methods";
import { callDojo } from "../../setup/call-dojo";
import { owner } from "../../setup/owner";
import { saveCardAtDojo } from "../../setup/save-card";
import { advance, emulator, newShopper, openAlerts } from "../support";
import { claimOf, customersOf, leaveSentClaim, makeAtDojo, shortenTimes } from "./support";

shortenTimes();
beforeEach(async () => {
  await owner().$executeRaw`DELETE FROM "ClockOffset"`;
  await db().dojoCustomer.deleteMany();
  await db().alert.deleteMany();
  await emulator.reset();
});

const still = { deleted: 0, kept: 0, linked: 0, gone: 0, complete: true };
/** Long enough for a customer to be judged. */
const grow = () => advance(auditTimes.youngMs + 1_000);

async function linkedShopper(): Promise<{ shopper: Shopper; linked: string }> {
  const shopper = await newShopper();
  return { shopper, linked: (await ensureDojoCustomer(shopper)) ?? "" };
}

/** As somebody with access to Dojo might. */
async function mark(customerId: string, { id }: Shopper): Promise<void> {
  await callDojo("PATCH", `/customers/${customerId}`, { vatNumber: customerMarker(id) });
}

const kinds = async () => (await auditCustomers()).map(({ kind }) => kind);

describe("a second customer of one shopper", () => {
  test("is deleted when it is empty and old enough, after its cards were asked for", async () => {
    const { shopper, linked } = await linkedShopper();
    const spare = await makeAtDojo(shopper);
    expect(await sweepCustomers()).toEqual(still);
    await grow();
    expect(await auditCustomers()).toMatchObject([
      { kind: "duplicate", customerId: spare, linkedId: linked, userId: shopper.id },
    ]);
    const calls = await emulator.callsDuring(async () =>
      expect(await sweepCustomers()).toEqual({ ...still, deleted: 1 }),
    );
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /customers/search",
      `POST /customers/${spare}/create-secret`,
      `GET /customers/public/${spare}/payment-methods`,
      `DELETE /customers/${spare}`,
    ]);
    expect(await customersOf(shopper)).toEqual([linked]);
    expect(await sweepCustomers()).toEqual(still);
  });

  test("is kept while it holds a card, and somebody is told once, until it holds none", async () => {
    const { shopper } = await linkedShopper();
    const spare = await makeAtDojo(shopper);
    await saveCardAtDojo(spare, { expiry: "12/29" });
    await grow();
    for (let sweep = 0; sweep < 2; sweep += 1) expect(await sweepCustomers()).toEqual({ ...still, kept: 1 });
    expect(await openAlerts("customer-duplicate")).toEqual([spare]);
    const card = (await emulator.state()).paymentMethods.find(({ customerId }) => customerId === spare);
    await deletePaymentMethod(spare, (await createCustomerSecret(spare)).secret, card?.id ?? "");
    expect(await sweepCustomers()).toEqual({ ...still, deleted: 1 });
    expect(await openAlerts("customer-duplicate")).toEqual([]);
  });

  test.each([
    ["Customers_CreateCustomerSecret", { kind: "status", status: 500 }],
    ["Customers_GetPaymentMethods", { kind: "status", status: 404 }],
    ["Customers_Delete", { kind: "reset" }],
  ])("stays for the next sweep when %s fails, and the others go", async (operation, fault) => {
    const people = [await linkedShopper(), await linkedShopper()];
    for (const { shopper } of people) await makeAtDojo(shopper);
    await grow();
    await emulator.faults([{ operation, ...fault }]);
    expect(await sweepCustomers()).toEqual({ ...still, deleted: 1 });
    expect(await sweepCustomers()).toEqual({ ...still, deleted: 1 });
    expect((await emulator.state()).customers).toHaveLength(2);
  });
});

describe("a customer of a deleted account", () => {
  async function eraseWithLateCustomer() {
    const { shopper } = await linkedShopper();
    expect(await deleteAccount(shopper.id, { currentPassword: "correct horse battery" })).toBeNull();
    const late = await makeAtDojo(shopper);
    await grow();
    return { shopper, late };
  }

  test("is known by its marker, and deleted", async () => {
    const { shopper, late } = await eraseWithLateCustomer();
    expect(await auditCustomers()).toMatchObject([{ kind: "orphan", customerId: late }]);
    expect(await sweepCustomers()).toEqual({ ...still, deleted: 1 });
    expect(await customersOf(shopper)).toEqual([]);
  });

  test("is kept when it holds a card", async () => {
    const { late } = await eraseWithLateCustomer();
    await saveCardAtDojo(late, { expiry: "12/29" });
    expect(await sweepCustomers()).toEqual({ ...still, kept: 1 });
    expect(await openAlerts("customer-duplicate")).toEqual([late]);
  });
});

describe("a customer that is nobody's here", () => {
  test("is never touched: without a marker, with a stranger's, or with a VAT number", async () => {
    const { shopper } = await linkedShopper();
    const email = { emailAddress: shopper.email };
    await createCustomer({ ...email, marker: `sf1:${"A".repeat(32)}` });
    await createCustomer({ ...email, marker: "GB123456789" });
    await emulator.load({ customers: 150, ...email });
    await grow();
    expect(await auditCustomers()).toEqual([]);
    expect(await sweepCustomers()).toEqual(still);
    expect((await emulator.state()).customers).toHaveLength(153);
  });

  test("nor one whose marker belongs to another Dojo account", async () => {
    const shopper = await newShopper();
    await makeAtDojo(shopper);
    await leaveSentClaim(shopper, { state: "CLAIMED" });
    await db().dojoCustomer.updateMany({ data: { account: "https://api.dojo.tech production" } });
    await grow();
    expect(await sweepCustomers()).toEqual(still);
  });
});

describe("a customer that came too late to be looked for", () => {
  test("is linked, the oldest of them, and the others are deleted by the next sweep", async () => {
    const shopper = await newShopper();
    await leaveSentClaim(shopper, { state: "CLAIMED" });
    const late = await makeAtDojo(shopper);
    await makeAtDojo(shopper);
    await grow();
    expect(await sweepCustomers()).toEqual({ ...still, linked: 1 });
    expect(await ensureDojoCustomer(shopper)).toBe(late);
    expect(await sweepCustomers()).toEqual({ ...still, deleted: 1 });
    expect(await customersOf(shopper)).toEqual([late]);
  });

  test("is left to the shopper who is at it", async () => {
    const shopper = await newShopper();
    await leaveSentClaim(shopper, { state: "CLAIMED" });
    await makeAtDojo(shopper);
    await grow();
    await db().dojoCustomer.updateMany({ data: { leaseUntil: new Date(Date.now() + 60_000) } });
    expect(await sweepCustomers()).toEqual(still);
    expect(await claimOf(shopper)).toMatchObject({ fence: 1, state: "CLAIMED" });
  });
});

describe("a linked customer", () => {
  test("that Dojo does not know is told of; the list alone is not believed", async () => {
    const [gone, there] = [await linkedShopper(), await linkedShopper()];
    await deleteCustomer(gone.linked);
    expect(await auditCustomers()).toMatchObject([{ kind: "gone", userId: gone.shopper.id }]);
    await emulator.faults([{ operation: "Customers_Search", kind: "lag", delayMs: 3_600_000 }]);
    expect(await sweepCustomers()).toEqual({ ...still, gone: 1 });
    expect(await openAlerts("customer-gone")).toEqual([gone.shopper.id]);
    expect(await claimOf(there.shopper)).toMatchObject({ state: "READY", customerId: there.linked });
  });

  test("that was gone is told of until the shopper has another", async () => {
    const { shopper, linked } = await linkedShopper();
    await deleteCustomer(linked);
    await sweepCustomers();
    await grow();
    await sweepCustomers();
    await reopenClaim(shopper.id, linked);
    await grow();
    await sweepCustomers();
    expect(await openAlerts("customer-gone")).toEqual([shopper.id]);
    expect(await ensureDojoCustomer(shopper)).not.toBeNull();
    expect(await openAlerts("customer-gone")).toEqual([]);
  });

  test("that was told of as gone by somebody who died over it is in order at the next sweep", async () => {
    const { shopper } = await linkedShopper();
    await raiseAlert("customer-gone", shopper.id, "after another had linked a new one");
    expect(await sweepCustomers()).toEqual(still);
    expect(await openAlerts("customer-gone")).toEqual([shopper.id]);
    await grow();
    await sweepCustomers();
    expect(await openAlerts("customer-gone")).toEqual([]);
  });

  test("is not called gone after a look that was not finished", async () => {
    const { linked } = await linkedShopper();
    await emulator.load({ customers: 150 });
    await deleteCustomer(linked);
    await emulator.faults([{ operation: "Customers_Search", kind: "cursorExpired", times: 100 }]);
    expect(await kinds()).toEqual(["incomplete"]);
    expect(await sweepCustomers()).toEqual({ ...still, complete: false });
    expect(await openAlerts("customer-gone")).toEqual([]);
  });

  test("with another shopper's marker is told of, and never deleted", async () => {
    const [one, other] = [await linkedShopper(), await linkedShopper()];
    await mark(one.linked, other.shopper);
    await grow();
    expect(await kinds()).toEqual(["mislinked"]);
    expect(await sweepCustomers()).toEqual(still);
    expect(await openAlerts("customer-mislinked")).toEqual([one.linked]);
    expect((await listCustomerPage()).customers).toHaveLength(2);
    await grow();
    await emulator.faults([{ operation: "Customers_Search", kind: "status", status: 503, times: 99 }]);
    await expect(sweepCustomers()).rejects.toThrow("unavailable");
    await emulator.clearFaults();
    expect(await openAlerts("customer-mislinked")).toEqual([one.linked]);
    await mark(one.linked, one.shopper);
    await sweepCustomers();
    expect(await openAlerts("customer-mislinked")).toEqual([]);
  });
});

test("a customer of which it was unknown whether it was made is told of until it is known", async () => {
  const shopper = await newShopper();
  await leaveSentClaim(shopper, { sentMsAgo: auditTimes.stuckMs + 1_000 });
  await sweepCustomers();
  await grow();
  await sweepCustomers();
  expect(await openAlerts("customer-unknown")).toEqual([shopper.id]);
  expect(await ensureDojoCustomer(shopper)).not.toBeNull();
  expect(await openAlerts("customer-unknown")).toEqual([]);
});

test("a spare customer with cards that somebody deleted at Dojo is told of no longer", async () => {
  const { shopper } = await linkedShopper();
  const spare = await makeAtDojo(shopper);
  await saveCardAtDojo(spare, { expiry: "12/29" });
  await grow();
  await sweepCustomers();
  expect(await openAlerts("customer-duplicate")).toEqual([spare]);
  await deleteCustomer(spare);
  await sweepCustomers();
  expect(await openAlerts("customer-duplicate")).toEqual([spare]);
  await grow();
  await sweepCustomers();
  expect(await openAlerts("customer-duplicate")).toEqual([]);
});

describe("the audit", () => {
  test("finds everything at once, and changes nothing", async () => {
    const [duplicated, gone] = [await linkedShopper(), await linkedShopper()];
    await makeAtDojo(duplicated.shopper);
    await deleteCustomer(gone.linked);
    await leaveSentClaim(await newShopper(), { sentMsAgo: auditTimes.stuckMs + 1_000 });
    await leaveSentClaim(await newShopper(), { sentMsAgo: auditTimes.stuckMs - 60_000 });
    await grow();
    const before = await emulator.state();
    expect((await kinds()).toSorted()).toEqual(["duplicate", "gone", "stuck"]);
    expect((await emulator.state()).customers).toEqual(before.customers);
    expect(await openAlerts("customer-gone")).toEqual([]);
  });

  test("of which only the empty spare ones are mended", async () => {
    const [one, other] = [await linkedShopper(), await linkedShopper()];
    const empty = await makeAtDojo(one.shopper);
    const full = await makeAtDojo(other.shopper);
    await saveCardAtDojo(full, { expiry: "12/29" });
    await leaveSentClaim(await newShopper(), { sentMsAgo: auditTimes.stuckMs + 1_000 });
    await grow();
    const mended = await mendCustomers(await auditCustomers());
    expect(mended.toSorted((a, b) => (a.outcome < b.outcome ? -1 : 1))).toEqual([
      { customerId: empty, outcome: "deleted" },
      { customerId: full, outcome: "kept" },
    ]);
  });

  test("is out of date when it is mended: what became linked meanwhile stays", async () => {
    const { shopper, linked } = await linkedShopper();
    const spare = await makeAtDojo(shopper);
    await grow();
    const findings = await auditCustomers();
    await db().dojoCustomer.updateMany({ data: { customerId: spare } });
    expect(await mendCustomers(findings)).toEqual([{ customerId: spare, outcome: "in use" }]);
    expect((await customersOf(shopper)).toSorted()).toEqual([linked, spare].toSorted());
  });

  test("never lets a customer go that may still be linked", async () => {
    const shopper = await newShopper();
    await leaveSentClaim(shopper);
    const candidate = await makeAtDojo(shopper);
    expect(await removeSpare(candidate, customerMarker(shopper.id))).toBe("in use");
    expect(await customersOf(shopper)).toEqual([candidate]);
  });
});
