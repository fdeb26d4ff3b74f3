import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { settleIntent, settleOrder } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { log } from "@/lib/log";
import { workOutbox } from "@/lib/orders/work-outbox";
import { owner } from "../setup/owner";
import {
  advance,
  emulator,
  intentIn,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  paidOrder,
  putInBasket,
} from "./support";

beforeAll(openShop);
afterEach(async () => {
  vi.restoreAllMocks();
  await emulator.clearFaults();
});

const receipt = "Receipt_Create";

async function receiptsOf(intentId: string) {
  const journal = await emulator.journal();
  return journal.filter(({ operationId, path }) => operationId === receipt && path.includes(intentId));
}

async function told(orderId: string) {
  const { state } = await db().outbox.findUniqueOrThrow({
    where: { orderId_kind: { orderId, kind: "receipt" } },
  });
  const events = await db().orderEvent.findMany({ where: { orderId, subject: "receipt" } });
  return { state, events: events.map(({ to }) => to) };
}

describe("the receipt of a paid order", () => {
  test("is asked for once, however often it is settled and by however many workers", async () => {
    const { shopper, order, intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await Promise.all(Array.from({ length: 40 }, () => settleIntent(intentId).catch(() => null)));
    await settleOrder(order.id);
    await Promise.all(Array.from({ length: 8 }, () => workOutbox()));
    const asked = await receiptsOf(intentId);
    expect(asked.map(({ status, request }) => [status, request])).toEqual([
      [204, { emails: [shopper.email] }],
    ]);
    expect(await told(order.id)).toEqual({ state: "DONE", events: ["DONE"] });
  });

  test("is asked for again while Dojo surely did nothing, later each time", async () => {
    const { order, intentId } = await paidOrder();
    await emulator.faults([{ operation: receipt, kind: "status", status: 429, times: 2 }]);
    for (let round = 0; round < 4; round += 1) {
      await workOutbox();
      await advance(60_000);
    }
    expect((await receiptsOf(intentId)).map(({ status }) => status)).toEqual([429, 429, 204]);
    expect(await told(order.id)).toEqual({ state: "DONE", events: ["DONE"] });
  });

  test.each([
    ["the answer is lost", { kind: "reset", phase: "after" }],
    ["Dojo answers 500", { kind: "status", status: 500, phase: "after" }],
  ])("is not asked for a second time when %s, and the history says so", async (_what, fault) => {
    const { order, intentId } = await paidOrder();
    await emulator.faults([{ operation: receipt, ...fault }]);
    for (let round = 0; round < 3; round += 1) {
      await workOutbox();
      await advance(60 * 60_000);
    }
    expect(await receiptsOf(intentId)).toHaveLength(1);
    expect(await told(order.id)).toEqual({ state: "UNKNOWN", events: ["UNKNOWN"] });
  });

  test("whose worker died in between is not asked for a second time", async () => {
    const { order, intentId } = await paidOrder();
    await db().outbox.updateMany({ where: { orderId: order.id }, data: { state: "SENDING", tries: 1 } });
    await advance(2 * 60_000);
    const logged = vi.spyOn(log, "error");
    await workOutbox();
    expect(logged.mock.calls).toEqual([
      [{ orderId: order.id, kind: "receipt", state: "UNKNOWN" }, expect.stringContaining("is gone")],
    ]);
    expect(await receiptsOf(intentId)).toHaveLength(0);
    expect(await told(order.id)).toEqual({ state: "UNKNOWN", events: ["UNKNOWN"] });
  });

  test("that Dojo refuses is given up", async () => {
    const { order, intentId } = await paidOrder();
    await emulator.faults([{ operation: receipt, kind: "status", status: 400 }]);
    await workOutbox();
    await advance(60 * 60_000);
    await workOutbox();
    expect(await receiptsOf(intentId)).toHaveLength(1);
    expect(await told(order.id)).toEqual({ state: "FAILED", events: ["FAILED"] });
  });
});

describe("many receipts at once", () => {
  const ORDERS = 12;
  const LANES = 5;
  beforeEach(() => db().outbox.deleteMany());

  async function manyPaid(): Promise<void> {
    for (let n = 0; n < ORDERS; n += 1) await paidOrder();
    expect(await states()).toEqual({ WAITING: ORDERS });
  }

  async function states(): Promise<Record<string, number>> {
    const rows = await db().outbox.groupBy({ by: ["state"], _count: true });
    return Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));
  }

  async function asked(work: () => Promise<unknown>): Promise<number> {
    return (await emulator.callsDuring(work)).filter(({ operationId }) => operationId === receipt).length;
  }

  const slowly = () => emulator.faults([{ operation: receipt, kind: "delay", delayMs: 400, times: ORDERS }]);

  test("are claimed no earlier than they are asked for, and a worker told to stop claims no more", async () => {
    await manyPaid();
    await slowly();
    const stop = new AbortController();
    const calls = await asked(async () => {
      const working = workOutbox(stop.signal);
      await vi.waitFor(async () => expect(await states()).toHaveProperty("SENDING"), 5_000);
      expect((await states()).SENDING).toBeLessThanOrEqual(LANES);
      stop.abort();
      await working;
    });
    expect(calls).toBeGreaterThan(0);
    expect(await states()).toEqual({ DONE: calls, WAITING: ORDERS - calls });
    await workOutbox();
    expect(await states()).toEqual({ DONE: ORDERS });
  });

  test("of which the database keeps no word are unknown only as far as they were asked for", async () => {
    await manyPaid();
    await owner().$executeRaw`
      CREATE FUNCTION keep_nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$`;
    await owner().$executeRaw`
      CREATE TRIGGER keep_nothing BEFORE UPDATE ON "Outbox" FOR EACH ROW WHEN (NEW.state = 'DONE') EXECUTE FUNCTION keep_nothing()`;
    const calls = await asked(() => expect(workOutbox()).rejects.toThrow("disk full"));
    await owner().$executeRaw`DROP FUNCTION keep_nothing CASCADE`;
    expect(calls).toBeLessThanOrEqual(LANES);
    expect(await states()).toEqual({ SENDING: calls, WAITING: ORDERS - calls });
    await advance(2 * 60_000);
    expect(await asked(() => workOutbox())).toBe(ORDERS - calls);
    expect(await states()).toEqual({ UNKNOWN: calls, DONE: ORDERS - calls });
  });
});

test("a receipt of a deleted account is asked of nobody", async () => {
  const { order, intentId } = await paidOrder();
  await db().order.update({ where: { id: order.id }, data: { userId: null } });
  await workOutbox();
  expect(await receiptsOf(intentId)).toEqual([]);
  expect(await told(order.id)).toEqual({ state: "FAILED", events: ["FAILED"] });
});

test("a card that was to become preferred becomes so when Dojo is back", async () => {
  const shopper = await newShopper();
  await putInBasket(shopper, { mug: 1 });
  const intentId = intentIn(await linkFor(shopper, { makePreferred: true }));
  await emulator.pay({ paymentIntentId: intentId, saveCard: true });
  await emulator.faults([
    {
      operation: "Customers_GetPaymentMethods",
      kind: "status",
      status: 503,
      probability: 1,
      times: 9,
      seed: 1,
    },
  ]);
  expect(await settleIntent(intentId)).toBe("PAID");
  const preferred = async () =>
    (await db().user.findUniqueOrThrow({ where: { id: shopper.id } })).preferredCardId;
  expect(await preferred()).toBeNull();
  await emulator.clearFaults();
  await advance(60_000);
  await workOutbox();
  expect(await preferred()).toMatch(/^pm_/);
});
