import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { setting } from "./setting";

/** `url` is its owner's, `shopUrl` that of the role a shop runs as, which changes no tables. */
type TestDatabase = { url: string; shopUrl: string; drop: () => Promise<void> };

/** A fresh, migrated and empty database for the caller alone. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = setting("TEST_TEMPLATE_DATABASE");
  const name = template.replace(/template$/, randomBytes(6).toString("hex"));
  await onServer(
    (client) =>
      `CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(template)}`,
  );
  // A copy has the tables' rights, and not those on the database itself.
  await onServer((client) => `REVOKE TEMPORARY ON DATABASE ${client.escapeIdentifier(name)} FROM PUBLIC`);
  const drop = () => onServer((client) => `DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
  const url = new URL(`/${name}`, setting("TEST_DATABASE_URL")).href;
  return { url, shopUrl: new URL(`/${name}`, setting("TEST_SHOP_DATABASE_URL")).href, drop };
}

async function onServer(sql: (client: Client) => string): Promise<void> {
  const client = new Client({ connectionString: new URL("/postgres", setting("TEST_DATABASE_URL")).href });
  await client.connect();
  try {
    await client.query(sql(client));
  } finally {
    await client.end();
  }
}
