import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { excessPowers } from "@/lib/db/role-powers";
import { env } from "@/lib/env";
import { applyMigrations, MigrationRefused } from "../../scripts/lib/apply-migrations";
import { root } from "../../scripts/lib/stack.mjs";
import { askDatabase } from "../setup/ask-database";
import { testDatabase } from "../setup/database";
import { setting } from "../setup/setting";

const folder = join(root, "prisma/migrations");
const database = await testDatabase();
const name = `role_${randomBytes(6).toString("hex")}`;
const role = Object.assign(new URL(database.url), { username: name, password: "of-the-role" }).href;

const asOwner = <Row extends object>(sql: string) => askDatabase<Row>(database.url, sql);
const migrate = (url: string, make = false) => applyMigrations(database.url, folder, { url, make });

afterAll(async () => {
  await asOwner(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
  await database.drop();
});

test("a role that is not there is asked for by name", async () => {
  await expect(migrate(role)).rejects.toThrow(
    `DATABASE_URL names the role ${name}, which does not exist. Make it first: CREATE ROLE "${name}"`,
  );
});

describe("migrating gives the role of DATABASE_URL the rows, and nothing else", () => {
  beforeAll(async () => {
    // As somebody in a hurry would have made it.
    await asOwner(`CREATE ROLE ${name} LOGIN PASSWORD 'of-the-role';
      GRANT ALL ON ALL TABLES IN SCHEMA public, pgboss TO ${name};
      GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${name};
      GRANT ALL ON SCHEMA public, pgboss TO ${name}; GRANT CREATE ON SCHEMA public TO PUBLIC;
      GRANT TEMPORARY ON DATABASE ${new URL(database.url).pathname.slice(1)} TO ${name}`);
    expect(await migrate(role)).toEqual([]);
  });

  test.each([
    "CREATE TABLE mine (id int)",
    "CREATE TABLE pgboss.mine (id int)",
    'CREATE TEMPORARY TABLE "ClockOffset" (id int)',
    'DROP TABLE "Order"',
    'ALTER TABLE "Order" DROP CONSTRAINT "Order_pkey"',
    'TRUNCATE "Order" CASCADE',
    'CREATE INDEX mine ON "Order" (id)',
    'CREATE TRIGGER mine AFTER UPDATE ON "Order" EXECUTE FUNCTION suppress_redundant_updates_trigger()',
    "CREATE FUNCTION shop_now(int) RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'",
    "CREATE OR REPLACE FUNCTION shop_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'",
    "CREATE SCHEMA mine",
    "CREATE ROLE mine",
    `ALTER ROLE ${name} SUPERUSER`,
    "CREATE DATABASE mine",
    `INSERT INTO "ClockOffset" VALUES (1, 60000)`,
    `UPDATE "ClockOffset" SET "offsetMs" = 1`,
    `DELETE FROM "_prisma_migrations"`,
    "SELECT setval('order_number_seq', 1)",
    "SELECT pgboss.create_queue('mine', '{}')",
    "SELECT pg_read_file('/etc/passwd')",
    "COPY \"User\" TO PROGRAM 'cat'",
  ])("it may not %s", async (sql) => {
    await expect(askDatabase(role, sql)).rejects.toThrow(/permission denied|must be (owner|superuser)/);
  });

  test.each([
    ...["Order", "User", "WebhookEvent", "OrderEvent", "RateLimiterFlexible"].map((table) => `"${table}"`),
    ...["pgboss.job", "pgboss.queue", "pgboss.archive"],
  ])("it reads, changes and deletes the rows of %s", async (table) => {
    await askDatabase(role, `SELECT 1 FROM ${table}; DELETE FROM ${table} WHERE false`);
    const [may] = await askDatabase<{ writes: boolean }>(
      role,
      `SELECT has_table_privilege('${table}', 'INSERT') AND has_table_privilege('${table}', 'UPDATE') AS writes`,
    );
    expect(may?.writes).toBe(true);
  });

  test("it reads the clock, counts orders, and knows what was migrated", async () => {
    const [row] = await askDatabase<{ number: string }>(role, "SELECT order_number() AS number, shop_now()");
    expect(Number(row?.number)).toBeGreaterThan(100_000);
    await askDatabase(role, 'SELECT 1 FROM "ClockOffset", "_prisma_migrations"');
  });

  test("tables that a later migration makes are its own to write, before anybody grants again", async () => {
    await asOwner("CREATE TABLE later (id serial PRIMARY KEY)");
    expect(await askDatabase(role, "INSERT INTO later DEFAULT VALUES RETURNING id")).toEqual([{ id: 1 }]);
    await expect(askDatabase(role, "DROP TABLE later")).rejects.toThrow("must be owner");
    await asOwner("DROP TABLE later");
  });
});

test("a role that we make ourselves gets its password, and a new one when that was lost", async () => {
  const changed = Object.assign(new URL(role), { password: "an'other" }).href;
  await migrate(changed, true);
  expect(await askDatabase(changed, "SELECT current_user AS me")).toEqual([{ me: name }]);
  await expect(askDatabase(role, "SELECT 1")).rejects.toThrow("password authentication failed");
  await migrate(role, true);
});

test("where the shop runs as the owner nothing is taken from it", async () => {
  expect(await applyMigrations(database.url, folder, { url: database.url })).toEqual([]);
  await asOwner("CREATE TABLE mine (id int); DROP TABLE mine");
});

test.each([
  ["an error", "", "permission denied"],
  ["a warning only", "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO", 'may not read public."Order"'],
])(
  "who does not own the tables cannot give their rows; PostgreSQL says so by %s, we always",
  async (_, also, words) => {
    const other = `other_${name}`;
    const url = Object.assign(new URL(database.url), { username: other, password: "x" }).href;
    await asOwner(`CREATE ROLE ${other} LOGIN PASSWORD 'x';
    GRANT ALL ON ALL TABLES IN SCHEMA public, pgboss TO ${other};
    GRANT ALL ON SCHEMA public, pgboss TO ${other};
    ${also && `${also} ${other};`}
    REVOKE ALL ON "Order" FROM ${name}`);
    const refused = applyMigrations(url, folder, { url: role });
    await expect(refused).rejects.toThrow(MigrationRefused);
    await expect(refused).rejects.toThrow(/must name the owner of the tables/);
    await expect(refused).rejects.toThrow(words);
    await asOwner(`DROP OWNED BY ${other}; DROP ROLE ${other}`);
  },
);

test("the tests' own shop runs as such a role, and sees nothing to complain of", async () => {
  expect(env().DATABASE_URL).not.toBe(setting("TEST_OWNER_URL"));
  expect(await excessPowers()).toEqual([]);
});
