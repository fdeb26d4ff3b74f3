import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attemptTimes } from "@/lib/checkout/attempt-times";
import { recoverAttempt } from "@/lib/checkout/recover-attempt";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { createPaymentIntent } from "@/lib/dojo/payment-intents";
import { opaqueId } from "@/lib/ids";
import { compareWithDojo } from "@/lib/reconcile/compare-with-dojo";
import { bendPages } from "../setup/bend-pages";
import { owner } from "../setup/owner";
import {
  advance,
  emulator,
  newShopper,
  openOrder,
  openShop,
  orderOf,
  pressPay,
  putInBasket,
} from "./support";

const SEARCH = "/payment-intents/search";
const MINUTE = 60_000;
const pages = await bendPages();
beforeAll(openShop);
beforeEach(async () => {
  await emulator.reset();
  await owner().$executeRaw`TRUNCATE "PaymentAttempt", "Alert", "DojoCustomer", "Refund" CASCADE`;
});
const usual = { ...attemptTimes };
afterEach(async () => {
  pages.straighten();
  Object.assign(attemptTimes, usual);
  await emulator.clearFaults();
});
afterAll(pages.close);

/** Made by another till of the same merchant, of which one field cannot be read. */
async function foreignIntent(reference = "till 7", metadata: Record<string, string> = {}): Promise<string> {
  const { intent } = await createPaymentIntent({
    amount: { value: 500, currencyCode: "GBP" },
    reference,
    description: "",
    metadata,
    redirectUrl: "https://elsewhere.example/",
    cancelUrl: "https://elsewhere.example/",
    expireAt: new Date(Date.now() + 24 * 60 * MINUTE),
    itemLines: [],
  });
  return intent.id;
}

const spoil = (spoiltId: string, changes: Record<string, unknown> = { amount: null }) =>
  pages.bend(SEARCH, (item) => (item.id === spoiltId ? { ...item, ...changes } : item));

const openBreaks = async () =>
  (await db().alert.findMany({ where: { kind: "reconciliation-break", clearedAt: null } })).map(
    ({ subject }) => subject,
  );

describe("a comparison with an item that cannot be read", () => {
  test("of another till goes on with the others, and counts it", async () => {
    const { intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    spoil(await foreignIntent());
    await advance(3 * MINUTE);
    expect(await compareWithDojo(2)).toEqual({ compared: 1, differences: 1, unreadable: 1, unasked: 0 });
    expect((await db().order.findUniqueOrThrow({ where: { id: order.id } })).status).toBe("PAID");
    expect(await openBreaks()).toEqual([]);
  });

  test("with our mark tells of it, until it can be read", async () => {
    const { intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await settleIntent(intentId);
    await db().paymentAttempt.updateMany({ data: { state: "REFUNDED" } });
    spoil(intentId, { reference: null });
    await advance(3 * MINUTE);
    expect(await compareWithDojo(2)).toMatchObject({ compared: 0, differences: 1, unreadable: 1 });
    expect(await openBreaks()).toEqual([intentId]);
    await db().paymentAttempt.updateMany({ data: { state: "CAPTURED" } });
    pages.straighten();
    expect(await compareWithDojo(2)).toMatchObject({ compared: 1, differences: 0, unreadable: 0 });
    expect(await openBreaks()).toEqual([]);
  });

  test("with our mark and no id tells of that too", async () => {
    const mark = opaqueId();
    spoil(await foreignIntent("lost", { attemptId: mark }), { id: null });
    await advance(3 * MINUTE);
    await compareWithDojo(2);
    expect(await openBreaks()).toEqual([mark]);
  });

  test("ends when too many of ours cannot be read: nothing was compared then", async () => {
    for (let n = 0; n <= 20; n += 1) await foreignIntent(`ours ${n}`, { attemptId: opaqueId() });
    pages.bend(SEARCH, (item) => ({ ...item, status: 7 }));
    await expect(compareWithDojo(2)).rejects.toMatchObject({ kind: "invalid-answer" });
    expect(await openBreaks()).toEqual([]);
  });
});

describe("a lost attempt, looked for among items that cannot be read,", () => {
  /** An attempt of which Dojo said nothing; `made`: it exists there all the same. */
  async function lostAttempt(made: boolean) {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([
      {
        operation: "PaymentIntents_CreatePaymentIntent",
        kind: "status",
        status: 500,
        phase: made ? "after" : "before",
      },
    ]);
    expect((await pressPay(shopper)).kind).toBe("problem");
    const { id, reference } = await db().paymentAttempt.findFirstOrThrow();
    const { paymentIntents } = await emulator.state();
    return { id, reference, intentId: paymentIntents[0]?.id ?? "" };
  }

  test("is found, though one of another till is spoilt", async () => {
    const { id, intentId } = await lostAttempt(true);
    spoil(await foreignIntent());
    expect(await recoverAttempt(id)).toBe(true);
    expect((await orderOf(intentId)).attempts).toMatchObject([{ id, state: "OPEN" }]);
  });

  test("is absent, though one of another till is spoilt", async () => {
    const { id } = await lostAttempt(false);
    attemptTimes.quarantineMs = 0;
    spoil(await foreignIntent());
    expect(await recoverAttempt(id)).toBe(true);
    expect(await db().paymentAttempt.findFirst()).toMatchObject({ state: "NOT_CREATED" });
  });

  test.each<[string, Record<string, unknown>]>([
    ["carries its mark and its reference", { amount: null }],
    ["carries its mark and no reference", { reference: null }],
    ["carries its reference and no mark", { amount: null, metadata: null }],
    ["carries its reference and a mark of another kind", { amount: null, metadata: { attemptId: 7 } }],
    ["carries neither", { reference: null, metadata: 3 }],
    ["carries its mark and another reference", { amount: null, reference: "another" }],
  ])("is not called absent when the spoilt one %s", async (_, changes) => {
    const { id, intentId } = await lostAttempt(true);
    attemptTimes.quarantineMs = 0;
    spoil(intentId, changes);
    await expect(recoverAttempt(id)).rejects.toMatchObject({ kind: "invalid-answer" });
    expect(await db().paymentAttempt.findFirst()).toMatchObject({ state: "UNKNOWN", intentId: null });
    pages.straighten();
    expect(await recoverAttempt(id)).toBe(true);
    expect((await orderOf(intentId)).attempts).toMatchObject([{ id, state: "OPEN" }]);
  });

  test("is not called absent when an item is no object at all", async () => {
    const { id, intentId } = await lostAttempt(true);
    attemptTimes.quarantineMs = 0;
    pages.bend(SEARCH, () => "?");
    await expect(recoverAttempt(id)).rejects.toMatchObject({ kind: "invalid-answer" });
    pages.straighten();
    await recoverAttempt(id);
    expect((await orderOf(intentId)).attempts).toMatchObject([{ id, state: "OPEN" }]);
  });

  test("is absent when the spoilt one carries its reference and the mark of another shop", async () => {
    const { id, reference } = await lostAttempt(false);
    attemptTimes.quarantineMs = 0;
    spoil(await foreignIntent(reference, { attemptId: opaqueId() }));
    expect(await recoverAttempt(id)).toBe(true);
    expect(await db().paymentAttempt.findFirst()).toMatchObject({ state: "NOT_CREATED" });
  });
});

describe("the comparison asks for what the search did not show, and", () => {
  const hideAll = () => pages.bend(SEARCH, () => undefined);

  test("goes on when Dojo does not speak of one of them", async () => {
    const [{ intentId: one }, { intentId: other }] = [await openOrder(), await openOrder()];
    await emulator.pay({ paymentIntentId: other });
    hideAll();
    await advance(3 * MINUTE);
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "status", status: 500, times: 3 }]);
    expect(await compareWithDojo(2)).toMatchObject({ unasked: 1, differences: 0 });
    expect((await orderOf(one)).status).toBe("AWAITING_PAYMENT");
    expect((await orderOf(other)).status).toBe("PAID");
  });

  test("tells of one that cannot be read, and no longer when it can", async () => {
    const { intentId } = await openOrder();
    hideAll();
    await advance(3 * MINUTE);
    await emulator.faults([
      { operation: "PaymentIntents_Get", kind: "dropField", field: "amount", times: 1 },
    ]);
    expect(await compareWithDojo(2)).toMatchObject({ unasked: 0, differences: 1 });
    expect(await openBreaks()).toEqual([intentId]);
    expect(await compareWithDojo(2)).toMatchObject({ differences: 0 });
    expect(await openBreaks()).toEqual([]);
  });

  test("ends when Dojo refuses the key", async () => {
    await openOrder();
    hideAll();
    await advance(3 * MINUTE);
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "status", status: 401 }]);
    await expect(compareWithDojo(2)).rejects.toMatchObject({ kind: "unauthorised" });
  });
});
