import { randomBytes } from "node:crypto";
import { escapeIdentifier } from "pg";
import { askDatabase } from "./ask-database";
import { setting } from "./setting";

/** `url` is its owner's, `shopUrl` that of the role a shop runs as, which changes no tables. */
type TestDatabase = { url: string; shopUrl: string; drop: () => Promise<void> };

/** A fresh, migrated and empty database for the caller alone. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = setting("TEST_TEMPLATE_DATABASE");
  const name = template.replace(/template$/, randomBytes(6).toString("hex"));
  const server = new URL("/postgres", setting("TEST_DATABASE_URL")).href;
  const database = escapeIdentifier(name);
  await askDatabase(server, `CREATE DATABASE ${database} TEMPLATE ${escapeIdentifier(template)}`);
  // A copy has the tables' rights, and not those on the database itself.
  await askDatabase(server, `REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
  const drop = async () => {
    await askDatabase(server, `DROP DATABASE ${database} WITH (FORCE)`);
  };
  const url = new URL(`/${name}`, setting("TEST_DATABASE_URL")).href;
  return { url, shopUrl: new URL(`/${name}`, setting("TEST_SHOP_DATABASE_URL")).href, drop };
}
