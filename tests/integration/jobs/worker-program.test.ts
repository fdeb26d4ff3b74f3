import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { identityOf, programArguments } from "../../../scripts/lib/stack.mjs";
import { testDatabase } from "../../setup/database";
import { setting } from "../../setup/setting";
import { notingWorkers, ready, runsReach, spawnWorker, stopAll } from "./workers";

const program: [string] = ["scripts/worker.ts"];
const role = `worker_${randomUUID().replaceAll("-", "")}`;
const owner = new Client({ connectionString: setting("TEST_OWNER_URL") });
const asRole = new URL(env().DATABASE_URL);
asRole.username = role;
asRole.password = role;

beforeAll(async () => {
  await owner.connect();
  await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD '${role}'`);
});

afterAll(async () => {
  await owner.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await owner.end();
});

afterEach(() => owner.query('TRUNCATE "WebhookEvent"'));

/** What README.md says the shop's own role needs. */
async function grant(): Promise<void> {
  for (const schema of ["public", "pgboss"])
    await owner.query(`
      GRANT USAGE ON SCHEMA ${schema} TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
}

test("the worker empties the inbox", async () => {
  await db().webhookEvent.create({ data: { id: "evt_1", event: "payment_intent.dreamt_of", body: "{}" } });
  const worker = await ready(spawnWorker(program));
  await vi.waitFor(async () => {
    expect(await db().webhookEvent.findFirst()).toMatchObject({ id: "evt_1", outcome: "ignored" });
  }, 10_000);
  await stopAll([worker]);
});

test.each([
  ["on", "EXPIRED"],
  ["off", "REVIEW"],
])(
  "a worker that starts with AUTO_REFUND %s leaves an order from before in %s",
  async (AUTO_REFUND, status) => {
    const id = `review-${AUTO_REFUND}`;
    const moment = new Date();
    const amounts = { subtotalMinor: 100, deliveryMinor: 0, totalMinor: 100 };
    await db().order.create({
      data: {
        ...{ id, status: "REVIEW", closing: "EXPIRED", clickToken: id, endedAt: moment, expiresAt: moment },
        ...{ currency: "GBP", reviewReason: "captured after the order had ended", ...amounts },
        attempts: {
          create: {
            ...{ id, ordinal: 1, reference: id, state: "CAPTURED", leaseUntil: moment, intentId: `pi_${id}` },
            capturedMinor: 100,
          },
        },
      },
    });
    const worker = await ready(spawnWorker(program, { AUTO_REFUND }));
    if (AUTO_REFUND === "on")
      await vi.waitFor(async () => {
        expect(await db().refund.findMany({ where: { orderId: id } })).toMatchObject([{ origin: "LATE" }]);
      }, 20_000);
    await stopAll([worker]);
    expect(await db().order.findUniqueOrThrow({ where: { id } })).toMatchObject({ status, checkAt: null });
    await db().$executeRaw`DELETE FROM "Refund"`;
  },
);

test("a role that may change no table is enough to run it", async () => {
  await notingWorkers(0, { everyMs: 1_000, longestMs: 1_000, lastsMs: 0 });
  await owner.query(`GRANT USAGE ON SEQUENCE noted_run_id_seq TO ${role}`);
  await grant();
  const workers = await notingWorkers(
    2,
    { everyMs: 1_000, longestMs: 1_000, lastsMs: 3_000 },
    { DATABASE_URL: asRole.href },
  );
  await runsReach(3);
  const { rows } = await owner.query("SELECT count(*)::int FROM pg_stat_activity WHERE usename = $1", [role]);
  expect(rows[0].count).toBeGreaterThan(1);
  for (const { output } of workers) expect(output()).not.toMatch(/permission denied|cannot use/);
  const client = new Client({ connectionString: asRole.href });
  await client.connect();
  await expect(client.query("SELECT pgboss.create_queue('another', '{}')")).rejects.toThrow(
    /permission denied/,
  );
  await client.end();
  await owner.query(`REVOKE UPDATE ON pgboss.job FROM ${role}`);
  const told = () => workers.filter(({ output }) => /"noting".*permission denied.*cannot use/.test(output()));
  await expect.poll(told, { timeout: 8_000 }).toHaveLength(2);
  await stopAll(workers);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s ends it at once, with 0", async (signal) => {
  await stopAll([await ready(spawnWorker(program))], signal);
});

test("a run that goes on regardless holds the end up for less than ten seconds", async () => {
  const noting = { everyMs: 1_000, longestMs: 60_000, lastsMs: 60_000, heeds: false };
  const [worker] = await notingWorkers(1, noting);
  await runsReach(1);
  const sinceMs = performance.now();
  worker?.child.kill("SIGTERM");
  expect(await worker?.exited).toBe(0);
  expect(performance.now() - sinceMs).toBeLessThan(10_000);
});

test("it goes when its parent goes, if asked to", async () => {
  const args = programArguments(...program, "--with-parent");
  const script = `const child = require("node:child_process").spawn(process.execPath, ${JSON.stringify(args)}, { stdio: ["ignore", "inherit", "inherit"] });
    console.log(child.pid); setInterval(() => {}, 1000)`;
  const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  parent.stdout.setEncoding("utf8").on("data", (part) => (text += part));
  try {
    await vi.waitUntil(() => text.includes("Worker ready"), { timeout: 60_000 });
  } finally {
    parent.kill("SIGKILL");
  }
  await expect.poll(() => identityOf(Number.parseInt(text, 10)), { timeout: 8_000 }).toBeNull();
});

test("every bad setting is named at once", async () => {
  const worker = spawnWorker(program, { DOJO_API_KEY: "", NEXTAUTH_SECRET: "", APP_SECRET: "short" });
  expect(await worker.exited).toBe(78);
  for (const name of ["DOJO_API_KEY", "NEXTAUTH_SECRET", "APP_SECRET"])
    expect(worker.output()).toContain(name);
});

test.each([
  ["without pg-boss's tables", "DROP SCHEMA pgboss CASCADE"],
  ["with those of another pg-boss", "UPDATE pgboss.version SET version = version - 1"],
  ["without the queue of a task", "SELECT pgboss.delete_queue('inbox')"],
])("%s it refuses, and says who makes them", async (_case, sql) => {
  const database = await testDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql);
  await client.end();
  const worker = spawnWorker(program, { DATABASE_URL: database.url });
  expect(await worker.exited).toBe(78);
  expect(worker.output()).toMatch(/The worker cannot start: .*npm run migrate/);
  await database.drop();
});
