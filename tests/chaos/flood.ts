import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root, startTestShop } from "../../scripts/lib/stack.mjs";
import { addToBasket, type Person, pressPay, signUp } from "../security/support/people";
import { endQueries, query } from "../security/support/query";

const PER_SECOND = 5_000;
const ROUNDS = 3;
const CHECKOUTS = 60;
const MOST = 1.5;

/** How long pressing Pay takes, first quietly, then under forged deliveries: new shoppers each, three calls to Dojo. */
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
    const ratios: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1)
      ratios.push(await oneRound(round, new URL(shop.url).port));
    const middle = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.POSITIVE_INFINITY;
    console.log(`flood: p95 of paying is ${middle.toFixed(2)} times as long, of ${MOST} allowed`);
    process.exitCode = middle <= MOST ? 0 : 1;
  } finally {
    await endQueries();
    await shop.close();
  }
}

async function oneRound(round: number, port: string): Promise<number> {
  const [first, second] = [await shoppers(CHECKOUTS), await shoppers(CHECKOUTS)];
  const quiet = await measure(first);
  const forge = spawn(process.execPath, [
    join(root, "tests/chaos/flood/forge.mjs"),
    port,
    String(PER_SECOND),
  ]);
  let output = "";
  forge.stdout.setEncoding("utf8").on("data", (part) => (output += part));
  const ended = new Promise((resolve) => forge.once("close", resolve));
  await sleep(1_000);
  const flooded = await measure(second);
  forge.kill("SIGTERM");
  await ended;
  const { sent, statuses, seconds } = JSON.parse(output);
  const refused = Math.round(statuses["401"] / seconds);
  console.log(
    `  ${round}: p95 ${quiet.toFixed(1)} ms quiet, ${flooded.toFixed(1)} ms under ${refused} refusals a second`,
  );
  if (statuses["401"] < sent * 0.9)
    throw new Error(`only ${statuses["401"]} of ${sent} were refused in time`);
  return flooded / quiet;
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

async function measure(people: readonly Person[]): Promise<number> {
  const times: number[] = [];
  for (const person of people) {
    const sinceMs = performance.now();
    const { status, goesTo } = await pressPay(person);
    times.push(performance.now() - sinceMs);
    if (status !== 303 || !goesTo?.includes("/checkout/pi_")) throw new Error(`paying: ${status} ${goesTo}`);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

await main();
