import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyMigrations } from "../../scripts/lib/apply-migrations";
import {
  asAppRole,
  ensureBuilt,
  ensureGenerated,
  isFree,
  localSecrets,
  openTestRun,
  root,
  startPostgres,
  type TestRun,
} from "../../scripts/lib/stack.mjs";
import { newPlace } from "./place";
import { npmStart } from "./run";
import { serve } from "./serve";

let testRun: TestRun;
let distDir: string;
/** Of one database, as its owner and as a shop should run. */
let ownerUrl: string;
let databaseUrl: string;

beforeAll(async () => {
  testRun = await openTestRun("refusals");
  const { dataDir, processes } = testRun;
  await ensureGenerated(processes);
  distDir = await ensureBuilt(processes);
  const secrets = localSecrets(dataDir);
  const password = secrets.POSTGRES_PASSWORD;
  ownerUrl = `${await startPostgres(processes, { dataDir, password, durable: false })}/shop`;
  databaseUrl = asAppRole(ownerUrl, secrets);
  await applyMigrations(ownerUrl, join(root, "prisma/migrations"), { url: databaseUrl, make: true });
}, 240_000);

afterAll(() => testRun.close());

const complete = {
  DATABASE_URL: "postgresql://shop:hidden-from-all@127.0.0.1:1/shop",
  SHOP_URL: "https://shop.example",
  DOJO_API_KEY: "sk_sandbox_refusals",
  DOJO_API_URL: "https://api.dojo.tech",
  DOJO_WEBHOOK_SECRETS: randomBytes(24).toString("base64url"),
  NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
  APP_SECRET: randomBytes(32).toString("base64"),
};
const production = { ...complete, DOJO_API_KEY: "sk_prod_refusals" };

/** No word of a refusal is a secret. */
async function refused(settings: Record<string, string>, options = {}): Promise<string> {
  const { code, output } = await serve(distDir, settings, options);
  expect(code, output).toBe(78);
  const { DOJO_API_KEY, NEXTAUTH_SECRET, APP_SECRET, DOJO_WEBHOOK_SECRETS, DATABASE_URL } = settings;
  const password = new URL(DATABASE_URL || databaseUrl).password;
  for (const secret of [DOJO_API_KEY, NEXTAUTH_SECRET, APP_SECRET, DOJO_WEBHOOK_SECRETS, password])
    if (secret) expect(output).not.toContain(secret);
  return output;
}

async function query(sql: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

test("without webhook secrets the shop does not open, and names them", async () => {
  expect(await refused({ ...complete, DOJO_WEBHOOK_SECRETS: "" })).toContain("DOJO_WEBHOOK_SECRETS");
});

test("every missing setting is named at once", async () => {
  const output = await refused({ ...complete, DOJO_API_KEY: "", NEXTAUTH_SECRET: "", APP_SECRET: "" });
  for (const name of ["DOJO_API_KEY", "NEXTAUTH_SECRET", "APP_SECRET"])
    expect(output).toContain(`${name}: is missing`);
});

test("without its database the shop does not open, and does not tell its password", async () => {
  const output = await refused(complete);
  expect(output).toContain("database");
  expect(output).not.toContain("SMTP_URL");
});

describe("beside a production key", () => {
  test("all that does not go with real money is named at once", async () => {
    const output = await refused({
      ...production,
      DATABASE_URL: databaseUrl,
      SHOP_URL: "http://shop.example",
      DOJO_API_URL: "http://127.0.0.1:4000",
      DOJO_WEBHOOK_SECRETS: "short-and-made-up",
      NEXTAUTH_SECRET: "change-me-0123456789-0123456789-0123",
      APP_SECRET: "change-me-0123456789-0123456789-0123",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      EMULATOR_DATA_DIR: "/srv/emulator",
    });
    const named = [...output.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name).sort();
    expect(named).toEqual([
      ...["APP_SECRET", "APP_SECRET", "DOJO_API_URL", "DOJO_WEBHOOK_SECRETS", "EMULATOR_DATA_DIR"],
      ...["NEXTAUTH_SECRET", "NODE_TLS_REJECT_UNAUTHORIZED", "SHOP_URL"],
    ]);
  });

  test("next dev does not open", async () => {
    const folder = ".next-dev-refusals";
    try {
      const { code, output } = await serve(
        folder,
        { ...production, DATABASE_URL: databaseUrl },
        { dev: true },
      );
      expect(code, output).toBe(78);
      expect(output).toContain("NODE_ENV: must be production");
    } finally {
      rmSync(join(root, folder), { recursive: true, force: true });
    }
  });

  test("a database that was used for tests is refused, and how", async () => {
    await query(`INSERT INTO "ClockOffset" VALUES (1, 60000);
      INSERT INTO "User" (id, email, name, "passwordHash") VALUES
        ('a', 'ann@example.com', 'Ann', '-'), ('b', 'bob@shop.test', 'Bob', '-'), ('c', 'cleo@gmail.com', 'Cleo', '-')`);
    const output = await refused({ ...production, DATABASE_URL: databaseUrl });
    expect(output).toContain("Its clock is moved");
    expect(output).toContain("2 of its users have addresses of tests");
    await query(`DELETE FROM "ClockOffset"; DELETE FROM "User" WHERE id <> 'c'`);
  });

  test("a shop that lacks a mail server, or may change tables, opens with one warning of each", async () => {
    const careless = await serve(distDir, { ...production, DATABASE_URL: ownerUrl });
    for (const gap of ["SMTP_URL", "TRUSTED_PROXIES", "DOJO_ACCOUNT_ID"])
      expect(careless.output.match(new RegExp(`There is no ${gap}`, "g"))).toHaveLength(1);
    expect(careless.output.match(/more rights than it needs: it is a superuser/g)).toHaveLength(1);
    const careful = await serve(distDir, {
      ...production,
      DATABASE_URL: databaseUrl,
      SMTP_URL: "smtps://mail.shop.example:465",
    });
    expect(careful.output).toMatch(/Ready in/);
    expect(careful.output).not.toMatch(/SMTP_URL|more rights/);
  });

  test("npm start brings no emulator, and the shop refuses what was left of one", async () => {
    const place = await newPlace();
    const { NEXTAUTH_SECRET, APP_SECRET, DOJO_WEBHOOK_SECRETS, DOJO_API_KEY } = production;
    const secrets = { NEXTAUTH_SECRET, APP_SECRET, DOJO_WEBHOOK_SECRETS, DOJO_API_KEY };
    const run = npmStart(place, { ...secrets, DATABASE_URL: databaseUrl, SHOP_URL: production.SHOP_URL });
    expect(await run.exitCode).toBe(1);
    expect(run.output()).toContain("shop ended (exit 78)");
    expect(run.output()).toContain("EMULATOR_PORT: is the emulated Dojo's");
    expect(run.output()).not.toContain(production.DOJO_API_KEY);
    expect(existsSync(join(place.dataDir, "logs/shop.log"))).toBe(true);
    expect(existsSync(join(place.dataDir, "logs/emulator.log"))).toBe(false);
    expect(await isFree(place.emulatorPort)).toBe(true);
    place.remove();
  });
});
