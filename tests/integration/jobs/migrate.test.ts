import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tasks } from "@/lib/jobs/tasks";
import { applyMigrations } from "../../../scripts/lib/apply-migrations";
import { root } from "../../../scripts/lib/stack.mjs";
import { askDatabase } from "../../setup/ask-database";
import { setting } from "../../setup/setting";

const folder = join(root, "prisma/migrations");
let url: string;

// A name of the run's own prefix, so that the run drops it whatever happens here.
beforeEach(() => {
  const name = setting("TEST_TEMPLATE_DATABASE").replace(/template$/, randomBytes(6).toString("hex"));
  url = new URL(`/${name}`, setting("TEST_DATABASE_URL")).href;
});

afterEach(async () => {
  const name = escapeIdentifier(new URL(url).pathname.slice(1));
  await askDatabase(new URL("/postgres", url).href, `DROP DATABASE ${name} WITH (FORCE)`);
});

const ask = <Row extends object>(sql: string) => askDatabase<Row>(url, sql);

test("migrating makes pg-boss's tables and each task's queue; the second time does nothing", async () => {
  const queues = tasks.map(({ name }) => `queue ${name}`);
  expect(await applyMigrations(url, folder)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^pg-boss \d+$/), ...queues]),
  );
  expect(await applyMigrations(url, folder)).toEqual([]);
  const made = await ask<{ name: string; policy: string }>("SELECT name, policy FROM pgboss.queue");
  expect(made).toEqual(tasks.map(({ name }) => ({ name, policy: "stately" })));
});

test("two at once are as good as one after the other", async () => {
  const applied = await Promise.all([applyMigrations(url, folder), applyMigrations(url, folder)]);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
});

test("the tables of an older pg-boss are brought up to date, and a queue that is missing is made", async () => {
  await applyMigrations(url, folder);
  const [newest] = await ask<{ version: number }>("SELECT version FROM pgboss.version");
  await ask("UPDATE pgboss.version SET version = version - 1");
  await ask("SELECT pgboss.delete_queue('inbox')");
  expect(await applyMigrations(url, folder)).toEqual([`pg-boss ${newest?.version}`, "queue inbox"]);
  expect(await ask("SELECT version FROM pgboss.version")).toEqual([newest]);
});
