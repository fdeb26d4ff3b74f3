import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as ready } from "@/app/api/health/ready/route";
import { tellKeyTaken } from "@/lib/alerts/tell-key-refused";
import { watchSignatures } from "@/lib/alerts/tell-signature";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { db } from "@/lib/db/client";
import { tasks } from "@/lib/jobs/tasks";
import { isWorkLate, tellOverdueWork } from "@/lib/operations/tell-overdue-work";
import { workOutbox } from "@/lib/orders/work-outbox";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { requestRefund } from "@/lib/refunds/request-refund";
import { workRefunds } from "@/lib/refunds/send-refund";
import { owner } from "../setup/owner";
import { advance, emulator, openOrder, openShop, paidOrder } from "./support";

const MINUTE = 60_000;
beforeAll(openShop);
beforeEach(async () => {
  await owner()
    .$executeRaw`TRUNCATE "Order", "PaymentAttempt", "Outbox", "Refund", "WebhookEvent", "Alert", "TaskTurn" CASCADE`;
});
afterEach(() => emulator.clearFaults());

const open = async (kind: string) =>
  (await db().alert.findMany({ where: { kind, clearedAt: null } })).map(({ subject }) => subject);

describe("a refused key is told of by", () => {
  const refuse = (status: number, operation: string) =>
    emulator.faults([{ operation, kind: "status", status, probability: 1, times: 99, seed: 1 }]);

  test.each<[string, string, () => Promise<() => Promise<unknown>>]>([
    [
      "the reconciler",
      "PaymentIntents_Get",
      async () => {
        await openOrder();
        await advance(3 * MINUTE);
        return reconcileOrders;
      },
    ],
    [
      "refunds, asking what was given back",
      "PaymentIntents_Get",
      async () => {
        const { order } = await paidOrder();
        await requestRefund({ orderId: order.id, amountMinor: 100, requestKey: "one" });
        return workRefunds;
      },
    ],
    [
      "refunds, giving it back",
      "Refunds_Create",
      async () => {
        const { order } = await paidOrder();
        await requestRefund({ orderId: order.id, amountMinor: 100, requestKey: "one" });
        return workRefunds;
      },
    ],
    [
      "the inbox",
      "PaymentIntents_Get",
      async () => {
        const { intentId } = await openOrder();
        await db().webhookEvent.create({
          data: { id: "evt_1", event: "payment_intent.status_updated", intentId, body: "{}" },
        });
        return processWebhookEvents;
      },
    ],
    [
      "the receipts",
      "Receipt_Create",
      async () => {
        await paidOrder();
        return workOutbox;
      },
    ],
    ["the comparison", "PaymentIntents_Search", async () => run("comparison")],
    ["the customers' audit", "Customers_Search", async () => run("customers")],
  ])("%s", async (_, operation, prepare) => {
    const work = await prepare();
    await refuse(403, operation);
    await work().catch((error) => expect(error).toMatchObject({ kind: "unauthorised" }));
    expect(await open("key-refused")).toEqual([dojoAccount()]);
    await emulator.clearFaults();
    await run("comparison")();
    expect(await open("key-refused")).toEqual([]);
  });

  test("anybody whose next call works, when it was the key itself and not one right of it", async () => {
    const { intentId } = await openOrder();
    const doorbell = async (id: string) => {
      const event = "payment_intent.status_updated";
      await db().webhookEvent.create({ data: { id, event, intentId, body: "{}" } });
      await processWebhookEvents();
    };
    await tellKeyTaken();
    await refuse(403, "PaymentIntents_Get");
    await doorbell("evt_1");
    await emulator.clearFaults();
    await doorbell("evt_2");
    expect(await open("key-refused")).toEqual([dojoAccount()]);
    await refuse(401, "PaymentIntents_Get");
    await doorbell("evt_3");
    await emulator.clearFaults();
    await doorbell("evt_4");
    expect(await open("key-refused")).toEqual([]);
  });

  function run(name: string): () => Promise<void> {
    return async () => {
      await db().taskTurn.deleteMany();
      await tasks.find((task) => task.name === name)?.run(new AbortController().signal);
    };
  }
});

describe("deliveries that are signed badly", () => {
  const told = async () => (await db().alert.findFirst({ where: { kind: "webhook-refused" } }))?.detail;

  test("are told of from the third in a row, once a minute, until one is signed well", async () => {
    let nowMs = 0;
    const tell = watchSignatures(() => nowMs);
    for (let n = 0; n < 2; n += 1) await tell(false);
    expect(await told()).toBeUndefined();
    for (let n = 0; n < 500; n += 1) await tell(false);
    expect(await open("webhook-refused")).toEqual(["/api/webhooks/dojo"]);
    expect(await told()).toMatch(/^3 deliveries in a row/);
    nowMs += 59_999;
    await tell(false);
    expect(await told()).toMatch(/^3 deliveries/);
    nowMs += 1;
    await tell(false);
    expect(await told()).toMatch(/^504 deliveries/);
    await tell(true);
    expect(await open("webhook-refused")).toEqual([]);
  });

  test("are no news when they come one by one, as from doctor", async () => {
    const tell = watchSignatures();
    for (let n = 0; n < 20; n += 1) await tell(n % 3 === 2);
    expect(await told()).toBeUndefined();
  });

  test("of a process that had the wrong secret are over with the next one's first good delivery", async () => {
    const [before, after] = [watchSignatures(), watchSignatures()];
    for (let n = 0; n < 3; n += 1) await before(false);
    await after(true);
    expect(await open("webhook-refused")).toEqual([]);
  });
});

describe("work that nobody does", () => {
  const later = (() => {
    // Whole, or a minute more would be a little less than a minute.
    let nowMs = Math.ceil(performance.now());
    return () => {
      nowMs += MINUTE;
      return nowMs;
    };
  })();

  test("is noticed by the web, at most once a minute, told by the readiness, and cleared by the worker", async () => {
    await openOrder();
    await advance(6 * MINUTE);
    expect(await isWorkLate(later())).toBe(false);
    await advance(2 * MINUTE);
    const moment = later();
    expect(await isWorkLate(moment - 1)).toBe(false);
    expect(await open("worker-late")).toEqual([]);
    expect(await isWorkLate(moment)).toBe(true);
    expect(await open("worker-late")).toEqual(["worker"]);
    expect((await db().alert.findFirst())?.detail).toMatch(/^Overdue for 5 minutes: 1 orders\./);
    const answer = await ready();
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { ready: true, dojo: "sandbox", workerLate: true },
    ]);
    await reconcileOrders();
    await tasks.find(({ name }) => name === "overdue")?.run(new AbortController().signal);
    expect(await open("worker-late")).toEqual([]);
    expect(await isWorkLate(later())).toBe(false);
  });

  test("that is not there raises nothing", async () => {
    expect(await tellOverdueWork()).toBe(false);
    expect(await db().alert.count()).toBe(0);
  });
});
