import { networkInterfaces } from "node:os";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { asAppRole } from "../../scripts/lib/stack.mjs";
import { setting } from "../setup/setting";
import { portIsOpen, refusalOf } from "../start/knock";
import { query } from "./support/query";

const owner = new URL(setting("TEST_DATABASE_URL"));
const port = Number(owner.port);
const running = asAppRole(owner.href, JSON.parse(setting("TEST_CANARIES")));

async function asTheShop(sql: string): Promise<string> {
  const client = new Client({ connectionString: running });
  await client.connect();
  try {
    await client.query(sql);
    return "done";
  } catch (error) {
    return (error as Error).message;
  } finally {
    await client.end();
  }
}

describe("57. The shop's role changes rows, never tables, and the database listens to this machine alone", () => {
  test("that is the role the shop runs as", async () => {
    const rows = await query<{ usename: string }>(
      `SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    expect(rows.map(({ usename }) => usename)).toContain(new URL(running).username);
    expect(await asTheShop(`SELECT count(*) FROM "Order"`)).toBe("done");
  });

  test.each([
    "CREATE TABLE mine (id int)",
    'DROP TABLE "Order"',
    'ALTER TABLE "User" ADD COLUMN mine int',
    'TRUNCATE "User" CASCADE',
    "CREATE ROLE mine SUPERUSER",
    `COPY "User" TO PROGRAM 'cat'`,
    "SELECT pg_read_file('/etc/passwd')",
    'INSERT INTO "ClockOffset" SELECT * FROM "ClockOffset"',
  ])("%s is refused", async (sql) => {
    expect(await asTheShop(sql)).toMatch(/must be owner|permission denied/);
  });

  test("no address but loopback answers, and nobody without the password is let in", async () => {
    expect(await portIsOpen("127.0.0.1", port)).toBe(true);
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of others.filter(({ internal, family }) => !internal && family === "IPv4"))
      expect(await portIsOpen(address, port), address).toBe(false);
    expect(await portIsOpen("127.0.0.2", port)).toBe(false);
    for (const password of ["", "shop", "postgres"])
      expect(await refusalOf({ port, user: owner.username, password })).toMatch(/password/);
  });
});
