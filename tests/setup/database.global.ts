import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Client } from "pg";
import { applyMigrations } from "../../scripts/lib/apply-migrations";
import { localSecrets, openTestRun, root, startPostgres } from "../../scripts/lib/stack.mjs";

/**
 * Gives the run a server and one migrated database to copy: migrating once and copying is far cheaper than
 * migrating for each test file. With TEST_DATABASE_URL the server is yours, and only our databases are dropped.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const run = process.env.TEST_DATABASE_URL ? null : await openTestRun("database");
  const template = `test_${process.pid}_template`;
  const role = `test_${process.pid}_shop`;
  try {
    if (run) {
      const password = localSecrets(run.dataDir).POSTGRES_PASSWORD;
      process.env.TEST_DATABASE_URL = await startPostgres(run.processes, {
        dataDir: run.dataDir,
        password,
        durable: false,
      });
    }
    process.env.TEST_TEMPLATE_DATABASE = template;
    const url = new URL(`/${template}`, process.env.TEST_DATABASE_URL).href;
    const shop = Object.assign(new URL(url), { username: role, password: randomBytes(24).toString("hex") });
    await applyMigrations(url, join(root, "prisma/migrations"), { url: shop.href, make: true });
    process.env.TEST_SHOP_DATABASE_URL = shop.href;
  } catch (error) {
    await run?.close();
    throw error;
  }
  return async () => {
    if (run) await run.close();
    else await dropDatabases(`test_${process.pid}_`, role);
  };
}

async function dropDatabases(prefix: string, role: string): Promise<void> {
  const client = new Client({ connectionString: new URL("/postgres", process.env.TEST_DATABASE_URL).href });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)",
      [prefix],
    );
    for (const { name } of rows)
      await client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(`DROP ROLE IF EXISTS ${role}`);
  } finally {
    await client.end();
  }
}
