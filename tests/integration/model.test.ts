import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { workOutbox } from "@/lib/orders/work-outbox";
import { compareWithDojo } from "@/lib/reconcile/compare-with-dojo";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { receiveWebhooks } from "../setup/receive-webhooks";
import * as commands from "./model/commands";
import { checkAtRest } from "./model/invariants";
import { type Model, type Real, takenFor } from "./model/world";
import { advance, newShopper, openShop } from "./support";

const RUNS = Number(process.env.MODEL_RUNS ?? 40);
/** With the path of a failure, both as it printed them. */
const SEED = process.env.MODEL_SEED ? { seed: Number(process.env.MODEL_SEED) } : {};
const PATH = process.env.MODEL_PATH ? { path: process.env.MODEL_PATH } : {};

const events: Request[] = [];
let stop: () => Promise<void>;

beforeAll(async () => {
  await openShop();
  // Dojo's part is done when it is answered; whether and when the shop hears of it is a command's choice.
  stop = await receiveWebhooks(async (request) => {
    events.push(request);
    return new Response(null, { status: 200 });
  });
});
afterAll(() => stop());

const quantity = fc.integer({ min: 1, max: 2 });
const share = fc.constantFrom(10, 40, 100);
const anyCommand = [
  fc.tuple(fc.integer({ min: 1, max: 2 }), quantity).map((asked) => commands.checkout(...asked)),
  fc.tuple(fc.integer({ min: 1, max: 2 }), quantity).map((asked) => commands.checkout(...asked)),
  fc.constant(null).map(commands.pay),
  fc.constant(null).map(commands.pay),
  fc.constant(null).map(commands.decline),
  fc.constant(null).map(commands.cancel),
  fc.constantFrom(5, 16, 31).map(commands.wait),
  fc.constantFrom("deliver" as const, "drop" as const, "deliver twice" as const).map(commands.webhook),
  fc.constant(null).map(commands.reconcile),
  fc.constant(null).map(commands.comeBack),
  share.map(commands.refund),
  share.map(commands.portalRefund),
];

test("whatever the shopper, the operator, Dojo and time do, the shop agrees with Dojo in the end", {
  timeout: 60_000 + RUNS * 15_000,
}, async () => {
  let sold = 0;
  const run = fc.asyncProperty(fc.commands(anyCommand, { maxCommands: 20, size: "+1" }), async (list) => {
    const model: Model = { nowMin: 0, orders: [] };
    events.length = 0;
    const real: Real = { shopper: await newShopper(), events };
    const before = await mugsLeft();
    await fc.asyncModelRun(() => ({ model, real }), list);
    await comeToRest();
    await checkAtRest(model);
    const bought = model.orders.filter(takenFor).reduce((sum, order) => sum + order.quantity, 0);
    expect(before - (await mugsLeft())).toBe(bought);
    sold += bought;
  });
  await fc.assert(run, { numRuns: RUNS, endOnFailure: RUNS < 100, ...SEED, ...PATH });
  expect(sold, "a model in which nobody ever pays").toBeGreaterThan(RUNS / 8);
});

/** No webhook helps: time, the reconciler and the comparison do. */
async function comeToRest(): Promise<void> {
  await advance(31 * 60_000);
  await reconcileOrders();
  await compareWithDojo(2);
  await workOutbox();
}

async function mugsLeft(): Promise<number> {
  return (await db().product.findUniqueOrThrow({ where: { id: "mug" } })).stock;
}
