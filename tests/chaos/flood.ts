import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { programArguments, startTestShop } from "../../scripts/lib/stack.mjs";
import { addToBasket, type Person, pressPay, signUp } from "../security/support/people";
import { endQueries, query } from "../security/support/query";
import type { Told } from "./flood/forge";

const PER_SECOND = 5_000;
const CHECKOUTS = 40;
/** Over fifty kept connections, as from behind a proxy, and over a new one for each. */
const WAYS = ["quiet", "kept", "new"] as const;
type Way = (typeof WAYS)[number];
/** In an order that favours none: paying takes longer or shorter with what went before. */
const ROUNDS: readonly Way[] = [
  "quiet",
  "kept",
  "new",
  "new",
  "kept",
  "quiet",
  "quiet",
  "new",
  "kept",
  "kept",
  "new",
  "quiet",
];
const SETTLE_MS = 1_000;
const MOST = 1.5;

/** How long pressing Pay takes, quietly and under forged deliveries: new shoppers each, three calls to Dojo. */
async function main(): Promise<void> {
  const shop = await startTestShop("flood");
  try {
    Object.assign(process.env, {
      SHOP_URL: shop.url,
      EMULATOR_URL: shop.emulatorUrl,
      TEST_DATABASE_URL: shop.databaseUrl,
    });
    await query(`UPDATE "Product" SET stock = 100000`);
    await measure(await shoppers(5));
    const times: Record<Way, number[]> = { quiet: [], kept: [], new: [] };
    for (const way of ROUNDS) {
      const people = await shoppers(CHECKOUTS);
      const work = () => measure(people);
      times[way].push(
        ...(way === "quiet" ? await work() : await underFlood(way, new URL(shop.url).port, work)),
      );
    }
    for (const way of WAYS) console.log(`  p95 ${p95(times[way]).toFixed(1)} ms ${way}`);
    const ratios = (["kept", "new"] as const).map((way) => p95(times[way]) / p95(times.quiet));
    const said = ratios.map((ratio) => ratio.toFixed(2)).join(" and ");
    console.log(
      `flood: p95 of paying is ${said} times as long over kept and new connections, of ${MOST} allowed`,
    );
    process.exitCode = Math.max(...ratios) <= MOST ? 0 : 1;
  } finally {
    await endQueries();
    await shop.close();
  }
}

async function underFlood<T>(way: Way, port: string, work: () => Promise<T>): Promise<T> {
  const program = programArguments("tests/chaos/flood/forge.ts", way, port, String(PER_SECOND));
  const forge = spawn(process.execPath, program, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  forge.stdout.setEncoding("utf8").on("data", (part) => (output += part));
  const ended = new Promise((resolve) => forge.once("close", resolve));
  const done = await work();
  forge.kill("SIGTERM");
  await ended;
  const told: Told = JSON.parse(output);
  const perSecond = (count = 0) => Math.round(count / told.seconds);
  // What the shop does not read yet waits in the forger's own buffers: it is offered, and has not arrived.
  console.log(
    `  ${way}: ${perSecond(told.sent)} a second were offered, ${perSecond(told.answers["401"])} read and answered, ` +
      `${perSecond(told.unanswered)} hung up on; ${JSON.stringify(told)}`,
  );
  if (perSecond(told.sent) < PER_SECOND * 0.95) throw new Error("that was no flood");
  if (Object.keys(told.answers).join() !== "401") throw new Error("something else than refused");
  return done;
}

async function shoppers(count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const person = await signUp();
    await addToBasket(person);
    people.push(person);
  }
  return people;
}

async function measure(people: readonly Person[]): Promise<number[]> {
  const times: number[] = [];
  await sleep(SETTLE_MS);
  for (const person of people) {
    const sinceMs = performance.now();
    const { status, goesTo } = await pressPay(person);
    times.push(performance.now() - sinceMs);
    if (status !== 303 || !goesTo?.includes("/checkout/pi_")) throw new Error(`paying: ${status} ${goesTo}`);
  }
  return times;
}

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}

await main();
