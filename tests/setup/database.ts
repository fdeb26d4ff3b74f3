import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { setting } from "./setting";

type TestDatabase = { url: string; drop: () => Promise<void> };

/** A fresh, migrated and empty database for the caller alone. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = setting("TEST_TEMPLATE_DATABASE");
  const name = template.replace(/template$/, randomBytes(6).toString("hex"));
  await onServer(
    (client) =>
      `CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE ${client.escapeIdentifier(template)}`,
  );
  const drop = () => onServer((client) => `DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`);
  return { url: new URL(`/${name}`, setting("TEST_DATABASE_URL")).href, drop };
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
