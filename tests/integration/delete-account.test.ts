import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { saveAddress } from "@/lib/account/address";
import { deleteAccount } from "@/lib/account/delete-account";
import { erasePerson } from "@/lib/account/erase-person";
import { makeResetToken, resetPassword } from "@/lib/account/password-reset";
import type { Shopper } from "@/lib/auth/session";
import { settleIntent } from "@/lib/checkout/settle-order";
import { claimTimes } from "@/lib/customers/claim-times";
import { deleteDojoCustomer } from "@/lib/customers/delete-dojo-customer";
import { db } from "@/lib/db/client";
import {
  buyAndSave,
  emulator,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  orderOf,
  pressPay,
  putInBasket,
} from "./support";

const usual = { ...claimTimes };
beforeAll(openShop);
afterEach(async () => {
  Object.assign(claimTimes, usual);
  await emulator.clearFaults();
});

const password = { currentPassword: "correct horse battery" };
const home = { name: "Zoë 李", line1: "1 Quay Street", city: "Bristol", postcode: "BS1 4DJ" };
const claimOf = ({ id }: Shopper) => db().dojoCustomer.findFirst({ where: { userId: id } });
const exists = async ({ id }: Shopper) => (await db().user.count({ where: { id } })) === 1;

/** Nothing that names the shopper is left, here or at Dojo. */
async function expectGone(shopper: Shopper): Promise<void> {
  expect(await exists(shopper)).toBe(false);
  expect(await claimOf(shopper)).toBeNull();
  expect(await db().basket.count({ where: { userId: shopper.id } })).toBe(0);
  expect(await db().order.count({ where: { userId: shopper.id } })).toBe(0);
  expect(JSON.stringify((await emulator.state()).customers)).not.toContain(shopper.email);
}

describe("deleting an account", () => {
  test("deletes the customer and cards at Dojo, and keeps the paid order without the person", async () => {
    const shopper = await newShopper();
    const card = await buyAndSave(shopper);
    await putInBasket(shopper, { bowl: 1 });
    await saveAddress(shopper.id, home);
    const [order] = await db().order.findMany({ where: { userId: shopper.id } });
    expect(order?.deliveryAddress).toEqual(home);
    const claim = await claimOf(shopper);
    const calls = await emulator.callsDuring(async () =>
      expect(await deleteAccount(shopper.id, password)).toBeNull(),
    );
    expect(calls.map(({ operationId, path, status }) => [operationId, path, status])).toEqual([
      ["Customers_Delete", `/customers/${claim?.customerId}`, 204],
    ]);
    await expectGone(shopper);
    expect((await emulator.state()).paymentMethods.map(({ id }) => id)).not.toContain(card.id);
    expect(await db().order.findUniqueOrThrow({ where: { id: order?.id } })).toMatchObject({
      status: "PAID",
      userId: null,
      basketId: null,
      deliveryAddress: null,
      totalMinor: order?.totalMinor,
    });
  });

  test("needs the current password", async () => {
    const shopper = await newShopper();
    const calls = await emulator.callsDuring(async () =>
      expect(await deleteAccount(shopper.id, { currentPassword: "wrong" })).toBe("password-wrong"),
    );
    expect(calls).toEqual([]);
    expect(await exists(shopper)).toBe(true);
  });

  test("of somebody who never bought asks Dojo nothing", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const calls = await emulator.callsDuring(() => deleteAccount(shopper.id, password));
    expect(calls).toEqual([]);
    await expectGone(shopper);
  });

  test("closes an unpaid order at Dojo first, so that its link takes no money", async () => {
    const { shopper, intentId } = await openOrder();
    const calls = await emulator.callsDuring(() => deleteAccount(shopper.id, password));
    const operations = calls.map(({ operationId }) => operationId);
    expect(operations[0]).toBe("PaymentIntents_Delete");
    expect(operations.at(-1)).toBe("Customers_Delete");
    expect(await orderOf(intentId)).toMatchObject({ status: "CANCELLED", userId: null });
    await expectGone(shopper);
  });

  test("keeps an order that turns out paid as paid", async () => {
    const { shopper, intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId, card: "5200000000001005", saveCard: true });
    expect(await deleteAccount(shopper.id, password)).toBeNull();
    expect(await orderOf(intentId)).toMatchObject({ status: "PAID", userId: null });
  });

  test("ends well for two tabs that press at once", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    const tabs = [deleteAccount(shopper.id, password), deleteAccount(shopper.id, password)];
    expect(await Promise.all(tabs)).toEqual([null, null]);
    await expectGone(shopper);
    expect(await deleteAccount(shopper.id, password)).toBeNull();
  });
});

describe("when Dojo is in trouble", () => {
  test("at an unpaid order, nothing is gone, and pressing again finishes", async () => {
    const { shopper, intentId } = await openOrder();
    const claim = await claimOf(shopper);
    await emulator.faults([
      { operation: "PaymentIntents_Delete", kind: "status", status: 503, phase: "before" },
    ]);
    const calls = await emulator.callsDuring(async () =>
      expect(await deleteAccount(shopper.id, password)).toBe("unreachable"),
    );
    expect(calls.map(({ operationId }) => operationId)).not.toContain("Customers_Delete");
    expect(await exists(shopper)).toBe(true);
    expect(await claimOf(shopper)).toMatchObject({ state: "READY", customerId: claim?.customerId });
    expect(await deleteAccount(shopper.id, password)).toBeNull();
    expect(await orderOf(intentId)).toMatchObject({ status: "CANCELLED", userId: null });
    await expectGone(shopper);
  });

  test.each([
    ["refuses", { kind: "status", status: 429, phase: "before" }, "unreachable"],
    ["fails before", { kind: "status", status: 500, phase: "before" }, "unconfirmed"],
    ["loses its answer after", { kind: "reset", phase: "after" }, "unconfirmed"],
  ])(
    "and %s deleting the customer, the account stays whole until it is pressed again",
    async (_, fault, told) => {
      const shopper = await newShopper();
      await buyAndSave(shopper);
      await emulator.faults([{ operation: "Customers_Delete", ...fault }]);
      expect(await deleteAccount(shopper.id, password)).toBe(told);
      expect(await exists(shopper)).toBe(true);
      expect(await db().order.count({ where: { userId: shopper.id, status: "PAID" } })).toBe(1);
      expect(await deleteAccount(shopper.id, password)).toBeNull();
      await expectGone(shopper);
    },
  );
});

describe("a crash after Dojo was told", () => {
  test("is mended by pressing again: a customer that is gone counts as deleted", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    const claim = await claimOf(shopper);
    expect(await deleteDojoCustomer(shopper.id)).toEqual({ fence: claim?.fence });
    const calls = await emulator.callsDuring(() => deleteAccount(shopper.id, password));
    expect(calls.map(({ operationId, status }) => [operationId, status])).toEqual([
      ["Customers_Delete", 404],
    ]);
    await expectGone(shopper);
  });
});

describe("a customer asked for with an unknown outcome", () => {
  /** Makes the reply to the customer's making get lost, and leaves before it is looked for. */
  async function loseReply(phase: "before" | "after"): Promise<Shopper> {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([
      { operation: "Customers_Create", kind: "reset", phase },
      { operation: "Customers_Search", kind: "status", status: 503, probability: 1, times: 100, seed: 1 },
    ]);
    expect((await pressPay(shopper)).kind).toBe("problem");
    await emulator.clearFaults();
    // The lease of whoever looked and failed runs out.
    await db().$executeRaw`UPDATE "DojoCustomer" SET "leaseUntil" = now() WHERE "userId" = ${shopper.id}`;
    expect(await claimOf(shopper)).toMatchObject({ state: "SENT", customerId: null });
    return shopper;
  }

  test("is found by our marker and deleted", async () => {
    const shopper = await loseReply("after");
    expect(JSON.stringify((await emulator.state()).customers)).toContain(shopper.email);
    expect(await deleteAccount(shopper.id, password)).toBeNull();
    await expectGone(shopper);
  });

  test("and not to be found keeps the account until it cannot appear any more", async () => {
    const shopper = await loseReply("before");
    expect(await deleteAccount(shopper.id, password)).toBe("busy");
    expect(await exists(shopper)).toBe(true);
    claimTimes.quarantineMs = 0;
    expect(await deleteAccount(shopper.id, password)).toBeNull();
    await expectGone(shopper);
  });
});

describe("what another tab does meanwhile", () => {
  test("a password chosen anew while Dojo is slow saves the account from whoever knew the old one", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    await emulator.faults([{ operation: "Customers_Delete", kind: "delay", delayMs: 1_500 }]);
    const deleted = deleteAccount(shopper.id, password);
    const token = await makeResetToken(shopper.email);
    await vi.waitFor(async () =>
      expect(await resetPassword(token, { newPassword: "another horse battery" })).not.toBeNull(),
    );
    expect(await deleted).toBe("password-wrong");
    expect(await exists(shopper)).toBe(true);
  });

  test("a payment that is being looked at keeps the account: its money may have to go back", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    await db().order.updateMany({ where: { userId: shopper.id }, data: { status: "REVIEW" } });
    expect(await deleteAccount(shopper.id, password)).toBe("review");
    expect(await exists(shopper)).toBe(true);
    expect(await claimOf(shopper)).toMatchObject({ state: "READY" });
  });

  test("a customer made anew after Dojo was told is not left behind", async () => {
    const shopper = await newShopper();
    await buyAndSave(shopper);
    const claim = await deleteDojoCustomer(shopper.id);
    await putInBasket(shopper, { mug: 1 });
    await linkFor(shopper);
    const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: shopper.id } });
    expect(claim && (await erasePerson(shopper.id, claim, passwordHash))).toBe("again");
    expect(await deleteAccount(shopper.id, password)).toBeNull();
    await expectGone(shopper);
  });

  test("an order frozen after the others were closed is closed too", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const [deleted] = await Promise.all([
      deleteAccount(shopper.id, password),
      pressPay(shopper).catch(() => null),
    ]);
    if (deleted) expect(await deleteAccount(shopper.id, password)).toBeNull();
    await expectGone(shopper);
    const live = { in: ["AWAITING_PAYMENT" as const, "CANCELLING" as const] };
    expect(await db().order.count({ where: { userId: null, status: live } })).toBe(0);
  });
});

test("news of an order whose shopper is gone is settled, with its wish for a preferred card", async () => {
  const { shopper, intentId, order } = await openOrder();
  await db().order.update({ where: { id: order.id }, data: { preferNewCard: true } });
  await emulator.pay({ paymentIntentId: intentId, card: "5200000000001005", saveCard: true });
  await db().order.update({ where: { id: order.id }, data: { userId: null } });
  expect(await settleIntent(intentId)).toBe("PAID");
  expect(await deleteAccount(shopper.id, password)).toBeNull();
  expect(await settleIntent(intentId)).toBe("PAID");
});
