import { type Design, design as realDesign } from "./design";
import { checkAtRest } from "./invariants/at-rest";
import { Violation } from "./invariants/violation";
import { resolveReviews, sendOperator } from "./people/operator";
import { sendShopper } from "./people/shopper";
import { employWorker, jobsOf } from "./people/worker";
import { compareWithDojo } from "./shop/compare";
import type { Counts } from "./world/odds";
import { World } from "./world/world";

const MINUTE = 60_000;
const TROUBLE_MS = 50 * MINUTE;
const SHOPPERS = 3;
/** An order that needs more rounds of looking than this never comes to rest. */
const ROUNDS = 500;

export type Failure = { seed: number; step: number; invariant: string; message: string; history: string[] };
export type Outcome = { counts: Counts; failure: Failure | null };

/** The sum of several seeds' counts. */
export function addCounts(sum: Counts, counts: Counts): void {
  for (const name of Object.keys(counts) as (keyof Counts)[]) sum[name] += counts[name];
}

/** One seed's whole history: trouble, healing, rest; and with reviews, a person who resolves them. */
export function runSeed(seed: number, changes: Partial<Design> = {}, recording = false): Outcome {
  // Thousands of refusals are part of the game, and their stacks would cost more than all the rest.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = recording ? stackTraceLimit : 0;
  const world = new World(seed, { ...realDesign, autoRefund: seed % 2 === 0, ...changes }, recording);
  try {
    play(world);
    return { counts: world.counts, failure: null };
  } catch (error) {
    if (!recording) return { ...runSeed(seed, changes, true), counts: world.counts };
    return { counts: world.counts, failure: failureOf(world, asViolation(error)) };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function play(world: World): void {
  const { time, random, database } = world;
  for (const product of ["mug", "bowl"]) database.stock.set(product, 100);
  const endMs = time.nowMs + TROUBLE_MS;
  for (let shopper = 1; shopper <= SHOPPERS; shopper += 1) sendShopper(world, `user-${shopper}`);
  sendOperator(world);
  employWorker(world, endMs);
  if (random.chance(0.15)) sufferOutage(world);
  time.runUntil(endMs);
  world.heal();
  comeToRest(world);
  checkAtRest(world);
  if (!database.orders.some(({ status }) => status === "REVIEW")) return;
  resolveReviews(world);
  comeToRest(world);
  checkAtRest(world);
}

/** Dojo is silent for up to half an hour. */
function sufferOutage(world: World): void {
  const { time, random } = world;
  const atMs = random.between(0, 20) * MINUTE;
  time.after(atMs, () => {
    world.odds = { ...world.odds, outage: true };
  });
  time.after(atMs + random.between(5, 30) * MINUTE, () => {
    world.odds = { ...world.odds, outage: false };
  });
}

/** Nothing fails any more: whatever is due is done at its time, until nothing is, and Dojo's list agrees with ours. */
function comeToRest(world: World): void {
  const { time, worker } = world;
  const jobs = jobsOf(world);
  for (let round = 0; round < ROUNDS; round += 1) {
    const dueMs = nextDue(world);
    if (dueMs === null) {
      let differences = 0;
      worker.start(compareWithDojo(world), (ending) => {
        if (ending.kind === "done") differences = ending.value;
      });
      time.runUntil(time.nowMs + MINUTE);
      if (differences === 0 && nextDue(world) === null) return;
      continue;
    }
    time.runUntil(Math.max(time.nowMs, dueMs));
    for (const job of jobs) if (job.isDue(time.nowMs)) worker.start(job.run(worker), () => {});
    time.runUntil(time.nowMs + 5_000);
  }
  throw new Violation("L2", null, "it never comes to rest");
}

function nextDue({ database, time }: World): number | null {
  const times: number[] = [];
  for (const { checkAtMs } of database.orders) if (checkAtMs !== null) times.push(checkAtMs);
  for (const { state, nextTryMs } of database.refunds)
    if (state === "REQUESTED" || state === "SENT") times.push(nextTryMs);
  for (const { state, nextTryMs } of database.outbox)
    if (state === "WAITING" || state === "SENDING") times.push(nextTryMs);
  for (const { outcome, nextTryMs } of database.events.values()) if (outcome === null) times.push(nextTryMs);
  const foreign = time.nextMs();
  if (foreign !== null) times.push(foreign);
  return times.length === 0 ? null : Math.min(...times);
}

/** An error that no page of the shop covers breaks a promise too. */
function asViolation(error: unknown): Violation {
  if (error instanceof Violation) return error;
  return new Violation("E1", null, error instanceof Error ? `${error.stack}` : String(error));
}

/** With the history of the order, and of others for the same basket. */
function failureOf(world: World, violation: Violation): Failure {
  const { invariant, orderId, message } = violation;
  const { orders } = world.database;
  const basketId = orders.find(({ id }) => id === orderId)?.basketId;
  const numbers = new Map(
    orders.filter((order) => !orderId || order.basketId === basketId).map(({ id, number }) => [id, number]),
  );
  const start = world.watch.history[0]?.atMs ?? 0;
  const history = world.watch.history
    .filter((line) => line.orderId === null || numbers.has(line.orderId))
    .map(({ atMs, orderId: of, what, to }) => {
      const at = ((atMs - start) / 1_000).toFixed(1).padStart(9);
      return `${at} s  ${of ? `${numbers.get(of)} ` : ""}${what}: ${to}`;
    });
  return { seed: world.seed, step: world.counts.steps, invariant, message, history };
}
