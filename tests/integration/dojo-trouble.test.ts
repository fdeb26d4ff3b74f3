import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { attemptTimes } from "@/lib/checkout/attempt-times";
import { claimTimes } from "@/lib/customers/claim-times";
import { db } from "@/lib/db/client";
import { compareWithDojo } from "@/lib/reconcile/compare-with-dojo";
import { emulator, linkFor, newShopper, openShop, pressPay, putInBasket } from "./support";

const usual = { claim: { ...claimTimes }, attempt: { ...attemptTimes } };
beforeAll(openShop);
afterEach(async () => {
  Object.assign(claimTimes, usual.claim);
  Object.assign(attemptTimes, usual.attempt);
  await emulator.clearFaults();
});

const unavailable = { kind: "problem", problem: "dojo-unavailable" };
const noCustomer = { kind: "problem", problem: "no-customer" };

/** Dojo down, slow or answering rubbish: a clear problem, no link, and the next press works. */
describe.each([
  ["answers 500 before doing it", { kind: "status", status: 500, phase: "before" }, "NOT_CREATED"],
  ["answers 500 after doing it", { kind: "status", status: 500, phase: "after" }, "CANCELED"],
  ["closes the connection after doing it", { kind: "reset", phase: "after" }, "CANCELED"],
  ["cuts its answer short", { kind: "truncate", phase: "after" }, "CANCELED"],
  ["answers with a web page", { kind: "html", phase: "after" }, "CANCELED"],
  ["answers with another amount", { kind: "wrongAmount", phase: "after" }, "CANCELED"],
  ["answers with another id", { kind: "wrongId", phase: "after" }, "CANCELED"],
  ["answers with another reference", { kind: "wrongReference", phase: "after" }, "CANCELED"],
])("an intent for which Dojo %s", (what, fault, state) => {
  test("shows no link, and pressing again makes one payable intent", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    attemptTimes.quarantineMs = 1_000;
    await emulator.faults([{ operation: "PaymentIntents_CreatePaymentIntent", ...fault }]);
    expect(await pressPay(shopper)).toEqual(unavailable);
    await linkFor(shopper);
    const orders = await db().order.findMany({
      where: { userId: shopper.id },
      select: { attempts: { orderBy: { ordinal: "asc" }, select: { state: true } } },
    });
    expect(orders).toEqual([{ attempts: [{ state }, { state: "OPEN" }] }]);
    const { paymentIntents } = await emulator.state();
    const orderNumber = (await db().order.findFirstOrThrow({ where: { userId: shopper.id } })).number;
    const wrong = { kind: "intent-wrong", detail: { contains: `${orderNumber}-1` } };
    expect(await db().alert.count({ where: wrong })).toBe(what.includes("another") ? 1 : 0);
    const ofOrder = paymentIntents.filter(({ reference }) => reference.startsWith(`${orderNumber}-`));
    expect(ofOrder.filter(({ status }) => status === "Created")).toHaveLength(1);
  });
});

test("a refused intent is told apart and leaves nothing behind", async () => {
  const shopper = await newShopper();
  await putInBasket(shopper, { mug: 1 });
  await emulator.faults([
    { operation: "PaymentIntents_CreatePaymentIntent", kind: "status", status: 403, phase: "before" },
  ]);
  expect(await pressPay(shopper)).toEqual({ kind: "problem", problem: "payment-refused" });
  const refused = { kind: "key-refused", clearedAt: null };
  expect(await db().alert.count({ where: refused })).toBe(1);
  await compareWithDojo(1);
  expect(await db().alert.count({ where: refused })).toBe(0);
  await linkFor(shopper);
});

describe("a customer whose making", () => {
  test("is refused, whatever is left out, does not keep the shopper from paying", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([{ operation: "Customers_Create", kind: "status", status: 400, times: 3 }]);
    expect(await pressPay(shopper)).toEqual(noCustomer);
    expect(await pressPay(shopper, { withoutSavedCards: true })).toMatchObject({ kind: "link" });
  });

  const marker = async (userId: string) =>
    (await db().dojoCustomer.findFirstOrThrow({ where: { userId } })).marker;
  const customersMarked = async (mark: string) =>
    (await emulator.state()).customers.filter(({ vatNumber }) => vatNumber === mark).length;

  test("lost its reply is found by our marker, not made twice", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([{ operation: "Customers_Create", kind: "reset", phase: "after" }]);
    await linkFor(shopper);
    expect(await customersMarked(await marker(shopper.id))).toBe(1);
  });

  test("failed before it happened is made again only when the quarantine is over", async () => {
    Object.assign(claimTimes, { quarantineMs: 60_000, waitMs: 600 });
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([{ operation: "Customers_Create", kind: "status", status: 500, phase: "before" }]);
    expect(await pressPay(shopper)).toEqual(noCustomer);
    expect(await customersMarked(await marker(shopper.id))).toBe(0);
    Object.assign(claimTimes, { quarantineMs: 0, waitMs: 5_000 });
    await linkFor(shopper);
    expect(await customersMarked(await marker(shopper.id))).toBe(1);
  });
});
