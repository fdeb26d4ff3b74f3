import { setTimeout as sleep } from "node:timers/promises";
import type { Ground } from "../processes/support/ground";
import { leaksOf } from "../processes/support/leaks";
import { openRoundRobin } from "../processes/support/round-robin";
import { startShops, startWorker } from "../processes/support/shop-processes";
import { Random } from "../setup/random";
import { runSection } from "./section";
import { checkAll } from "./storm/check";
import { keepHistory } from "./storm/history";
import { listenToJournal } from "./storm/journal";
import { killInTurns } from "./storm/killing";
import { letItSettle } from "./storm/quiet";
import { describeViolations, statuses, tally, tallyOf } from "./storm/report";
import { goShopping } from "./storm/shopping";
import { badWeather } from "./storm/weather";
import { Witness } from "./storm/witness";

const SHOPPERS = 24;
/** In ms: how often somebody looks at what can be paid. */
const LOOK_MS = 1_000;

/** Shoppers, kills and faults all at once; then quiet, and the invariants. */
await runSection("storm", async (ground, { seed, seconds }) => {
  const random = new Random(seed);
  const { readyPorts, shops } = await startShops(ground, 4);
  const closeDoor = await openRoundRobin(ground.port, readyPorts);
  const worker = await startWorker(ground);
  await keepHistory(ground.sql);
  const initialStock = await readStock(ground);
  const witness = new Witness(ground);
  const journal = listenToJournal(ground);

  await ground.emulator.faults(badWeather(random));
  const untilMs = performance.now() + seconds * 1_000;
  const victims = [...shops, worker];
  const killing = killInTurns(victims, random.fork(), untilMs);
  const shoppers = Array.from({ length: SHOPPERS }, () =>
    goShopping(ground, witness, random.fork(), untilMs),
  );
  const looking = lookUntil(untilMs, async () => {
    await witness.look();
    await journal.catchUp();
  });
  const [kills] = await Promise.all([killing, looking, ...shoppers]);

  const check = async () => (await checkAll(ground, await journal.catchUp(), initialStock)).violations;
  const { minutes } = await letItSettle(ground, check);
  const heard = await journal.catchUp();
  const { facts, violations } = await checkAll(ground, heard, initialStock);
  const deaths = victims.flatMap(({ ownDeaths }) => ownDeaths);
  await closeDoor();

  const all = [...witness.violations, ...violations];
  console.log(`  ${seconds} s with seed ${seed}`);
  console.log(`  killed: ${tally(kills)}`);
  console.log(`  shoppers: ${tally(witness.counts)}`);
  console.log(`  Dojo: ${heard.calls} calls; faults: ${tally(heard.faults)}`);
  console.log(`  events: ${tallyOf(facts.dojo.deliveries.map(({ state }) => state))}`);
  console.log(`  orders: ${statuses(facts.orders)}, after ${minutes} quiet minutes of the shop's`);
  console.log(`  broken: ${tallyOf(all.map(({ rule }) => rule))}`);
  return [...deaths, ...describeViolations(all, facts), ...(await leaksOf(ground))];
});

async function readStock({ sql }: Ground): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ id: string; stock: number }>(`SELECT id, stock FROM "Product"`);
  return new Map(rows.map(({ id, stock }) => [id, stock]));
}

async function lookUntil(untilMs: number, look: () => Promise<unknown>): Promise<void> {
  while (performance.now() < untilMs) {
    await look();
    await sleep(LOOK_MS);
  }
}
