import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../scripts/lib/stack.mjs";
import { portIsOpen, refusalOf } from "./knock";
import { newPlace, notedProcesses, type Place, portsInUse, query, readData } from "./place";
import { openToOthers } from "./private-files";
import { npmStart, type Run, starterPid, survivors, treeOf } from "./run";

// One data folder goes through everything that can happen to it; each test leaves the shop as it says.
let place: Place;
let run: Run;
const isRoot = process.getuid?.() === 0;

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

/** PostgreSQL's own programs, copied from a public package. */
const isPrograms = (path: string) => /\/native-[^/]+(\/|$)/.test(path);

/** PostgreSQL's user passes through DATA_DIR, or the folder that stands in for it, and sees nothing there. */
const isPassage = (path: string) => isRoot && (statSync(path).mode & 0o777) === 0o711;

test("everything in DATA_DIR is its owner's alone", () => {
  expect(openToOthers(place.dataDir, (path) => path === place.dataDir && isPassage(path))).toEqual([]);
  const names = readdirSync(place.dataDir);
  for (const name of ["secrets.json", "running-shop.json", "ports.json", "run", "logs", "emulator"])
    expect(names).toContain(name);
});

test("the database takes the right password at 127.0.0.1, and nothing else", async () => {
  const [{ port, data, sockets } = {}] = await query(
    place,
    "SELECT current_setting('port') AS port, current_setting('data_directory') AS data, current_setting('unix_socket_directories') AS sockets",
  );
  expect(sockets).toBe("");
  const folder = dirname(String(data));
  expect(openToOthers(folder, (path) => isPrograms(path) || (path === folder && isPassage(path)))).toEqual(
    [],
  );
  const elsewhere = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const addresses = elsewhere.filter(({ scopeid }) => !scopeid).map(({ address }) => address);
  const linux = process.platform === "linux" ? ["127.0.0.2"] : [];
  for (const address of new Set([...addresses, ...linux, "::1"]))
    expect(await portIsOpen(address, Number(port)), address).toBe(address === "127.0.0.1");
  for (const user of ["shop", "shop_app", "postgres"])
    for (const password of ["", "shop", "postgres", "wrong"])
      expect(await refusalOf({ port: Number(port), user, password })).toMatch(/password/);
});

test("the shop and its worker run as a role that changes no tables", async () => {
  const running = readData(place, "running-shop.json");
  expect(running).not.toHaveProperty("MIGRATE_DATABASE_URL");
  const { username, password } = new URL(running.DATABASE_URL ?? "");
  expect([username, password]).toEqual(["shop_app", readData(place, "secrets.json").POSTGRES_APP_PASSWORD]);
  const users = await query(
    place,
    "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = 'shop' AND pid <> pg_backend_pid()",
  );
  expect(users).toEqual([{ usename: "shop_app" }]);
});

test.runIf(isRoot)("as root under a private folder, PostgreSQL lives under /var/tmp", () => {
  expect(run.output()).toMatch(/its programs and data are in \/var\/tmp\/dojo-storefront-/);
});

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

test("the second start takes seconds, finds the data of an earlier version again, and closes it to others", async () => {
  const { POSTGRES_APP_PASSWORD, ...earlier } = readData(place, "secrets.json");
  writeFileSync(join(place.dataDir, "secrets.json"), JSON.stringify(earlier));
  mkdirSync(join(place.dataDir, "mail"), { recursive: true });
  writeFileSync(join(place.dataDir, "mail/old.eml"), "");
  const outside = join(dirname(place.dataDir), "outside");
  writeFileSync(outside, "");
  symlinkSync(outside, join(place.dataDir, "mail/link"));
  for (const path of [
    ".",
    "secrets.json",
    "mail",
    "mail/old.eml",
    "logs",
    "logs/shop.log",
    "emulator",
    "run",
    "mail/link",
  ])
    chmodSync(join(place.dataDir, path), 0o755);
  run = await started();
  const seconds = Number(/^Ready in ([\d.]+) s/m.exec(run.output())?.[1]);
  expect(seconds).toBeLessThan(20);
  expect(openToOthers(place.dataDir, (path) => path === place.dataDir && isPassage(path))).toEqual([]);
  expect(statSync(outside).mode & 0o777).toBe(0o755);
  expect(readData(place, "secrets.json")).toMatchObject(earlier);
  expect(readData(place, "secrets.json").POSTGRES_APP_PASSWORD).not.toBe(POSTGRES_APP_PASSWORD);
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
