import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/lib/stack.mjs";
import { newPlace, notedProcesses, type Place, portsInUse, query, readData } from "./place";
import { npmStart, type Run, starterPid, survivors, treeOf } from "./run";

// One data folder goes through everything that can happen to it; each test leaves the shop as it says.
let place: Place;
let run: Run;

async function started(): Promise<Run> {
  const next = npmStart(place);
  await next.ready();
  return next;
}

beforeAll(async () => {
  place = await newPlace();
});

afterAll(async () => {
  run.npm.kill("SIGTERM");
  await run.exitCode;
  place.remove();
});

test("the first start brings up a seeded shop and says where it is", async () => {
  run = await started();
  expect(run.output()).toContain(`http://localhost:${place.port}`);
  expect(run.output()).toContain("no money moves");
  expect(run.output()).toContain(`Mails are files in ${join(place.dataDir, "mail")}`);
  const page = await fetch(`http://localhost:${place.port}/`);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('href="/products/');
  const [products] = await query(place, 'SELECT count(*)::int AS count FROM "Product"');
  expect(products?.count).toBeGreaterThanOrEqual(12);
});

test("secrets are readable by their owner alone", () => {
  expect(statSync(join(place.dataDir, "secrets.json")).mode & 0o777).toBe(0o600);
});

test.runIf(process.getuid?.() === 0)(
  "as root under a private folder, PostgreSQL lives under /var/tmp",
  () => {
    expect(run.output()).toMatch(/its programs and data are in \/var\/tmp\/dojo-storefront-/);
  },
);

test("the shop has exactly one webhook subscription, pointing at it", async () => {
  const state = await fetch(`http://127.0.0.1:${place.emulatorPort}/_emulator/state`);
  const { subscriptions } = await state.json();
  expect(subscriptions).toHaveLength(1);
  expect(subscriptions[0]).toMatchObject({
    url: `http://127.0.0.1:${place.port}/api/webhooks/dojo`,
    events: ["payment_intent.status_updated"],
  });
});

test("a second start on the same data is refused, and the first goes on", async () => {
  const second = npmStart(place);
  expect(await second.exitCode).toBe(1);
  expect(second.output()).toContain(`Already running from ${place.dataDir}`);
  expect((await fetch(`http://localhost:${place.port}/api/health/ready`)).status).toBe(200);
});

test("a second copy with other ports and data runs beside it, booted by the example settings unchanged", async () => {
  const beside = await newPlace();
  const example = parseEnv(readFileSync(join(root, ".env.example"), "utf8"));
  expect(Object.keys(example)).toContain("DOJO_API_KEY");
  const own = ["PORT", "EMULATOR_PORT", "DATA_DIR"];
  const settings = Object.fromEntries(
    Object.entries(example).flatMap(([name, value]) => (own.includes(name) ? [] : [[name, value ?? ""]])),
  );
  const second = npmStart(beside, settings);
  try {
    await second.ready();
    for (const { port } of [place, beside])
      expect((await fetch(`http://localhost:${port}/`)).status, String(port)).toBe(200);
    expect(readData(beside, "secrets.json").APP_SECRET).not.toBe(readData(place, "secrets.json").APP_SECRET);
  } finally {
    second.npm.kill("SIGTERM");
    await second.exitCode;
    beside.remove();
  }
});

test("Ctrl-C stops every process and frees every port", async () => {
  await query(place, "CREATE TABLE kept_by_test (note text)");
  const tree = treeOf(place, run);
  // A terminal sends Ctrl-C to npm and to the program below it.
  for (const pid of [run.npm.pid ?? 0, starterPid(place)]) process.kill(pid, "SIGINT");
  expect(await survivors(tree)).toEqual([]);
  expect(await portsInUse(place)).toEqual([]);
});

test("the second start takes seconds and finds the data again", async () => {
  run = await started();
  const seconds = Number(/^Ready in ([\d.]+) s/m.exec(run.output())?.[1]);
  expect(seconds).toBeLessThan(20);
  await query(place, "SELECT note FROM kept_by_test");
});

test("TERM to npm stops every process and frees every port", async () => {
  const tree = treeOf(place, run);
  run.npm.kill("SIGTERM");
  expect(await survivors(tree)).toEqual([]);
  expect(await portsInUse(place)).toEqual([]);
});

test("kill -9 of npm stops every process", async () => {
  run = await started();
  const tree = treeOf(place, run);
  run.npm.kill("SIGKILL");
  expect(await survivors(tree)).toEqual([]);
});

test("kill -9 of the starter stops what it started", async () => {
  run = await started();
  const tree = treeOf(place, run);
  process.kill(starterPid(place), "SIGKILL");
  expect(await survivors(tree)).toEqual([]);
});

test("after a killed database the run ends and names it; the next start repairs and finds the data", async () => {
  run = await started();
  const tree = treeOf(place, run);
  const postgres = notedProcesses(place).find(({ name }) => name === "postgres");
  process.kill(postgres?.pid ?? 0, "SIGKILL");
  expect(await run.exitCode).toBe(1);
  expect(run.output()).toContain("postgres ended (SIGKILL)");
  expect(await survivors(tree)).toEqual([]);
  run = await started();
  await query(place, "SELECT note FROM kept_by_test");
});

test("a taken port is named with its variable, and nothing is left running", async () => {
  const other = await newPlace();
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(other.port, "127.0.0.1", resolve));
  const refused = npmStart(other);
  expect(await refused.exitCode).toBe(1);
  expect(refused.output()).toContain(`Port ${other.port} is already in use`);
  expect(refused.output()).toContain("PORT=");
  expect(notedProcesses(other)).toEqual([]);
  await new Promise((resolve) => holder.close(resolve));
  other.remove();
});
