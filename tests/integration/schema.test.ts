import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { expect, test } from "vitest";
import { env } from "@/lib/env";
import { testDatabase } from "../setup/database";

const schemaFile = new URL("../../prisma/schema.prisma", import.meta.url);
const firstMigration = new URL("../../prisma/migrations/0001_shop/migration.sql", import.meta.url);

/**
 * Prisma's own engine writes the tables that the schema means; PostgreSQL then describes them and the migrated
 * ones in the same words. Whatever only the migrations can say is named here, so that nothing else can hide.
 */
test("the migrations make exactly what the schema says, and the named extras", async () => {
  const meant = await testDatabase();
  try {
    await run(meant.url, `DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${functions()}`);
    await run(meant.url, await sqlOfSchema(meant.url));
    const [schema, migrated] = [await catalogueOf(meant.url), await catalogueOf(env().DATABASE_URL)];
    expect(schema.filter((line) => !migrated.includes(line))).toEqual([]);
    expect(migrated.filter((line) => !schema.includes(line))).toEqual([
      "constraint BasketLine_quantity",
      "constraint ClockOffset_one_row",
      "constraint DojoCustomer_ready_has_id",
      "constraint OrderLine_money",
      "constraint Order_money",
      "constraint PaymentAttempt_money",
      "constraint Product_money",
      "constraint Refund_money",
      "index Basket_of_guests",
      "index DojoCustomer_to_tell",
      "index DojoCustomer_unsettled",
      "index Order_due",
      "index Order_one_live_per_basket",
      "index Outbox_due",
      "index PaymentAttempt_compared",
      "index PaymentAttempt_one_payable_per_order",
      "index Refund_due",
      "index Refund_one_sent_per_order",
      "index WebhookEvent_unprocessed",
    ]);
  } finally {
    await meant.drop();
  }
});

test("what pg-boss keeps in a schema of its own is no part of this", async () => {
  const [jobs] = await run(env().DATABASE_URL, "SELECT to_regclass('pgboss.job')::text AS line");
  expect(jobs?.line).toBe("pgboss.job");
  const lines = await catalogueOf(env().DATABASE_URL);
  expect(lines.filter((line) => /job_state|\bjob\b|pgboss/.test(line))).toEqual([]);
});

function functions(): string {
  const text = readFileSync(firstMigration, "utf8");
  return text
    .slice(text.indexOf("CREATE SEQUENCE"), text.indexOf("-- CreateEnum"))
    .replace(/CREATE TABLE[^;]+;/, (table) =>
      table.replace(/,\s*CONSTRAINT "ClockOffset_one_row"[^\n]+/, ""),
    );
}

async function sqlOfSchema(url: string): Promise<string> {
  const engine = await loadEngine();
  const files = [{ path: "schema.prisma", content: readFileSync(schemaFile, "utf8") }];
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  const schemas: [string, string][] = files.map(({ path, content }) => [path, content]);
  const loaded = await engine.SchemaEngine.new({ datamodels: schemas }, () => {}, adapter);
  const { stdout } = await loaded.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    filters: { externalTables: ["public.ClockOffset"], externalEnums: [] },
  });
  loaded.free();
  return (stdout ?? "").replace(/CREATE TABLE "ClockOffset"[^;]+;/, "");
}

/** The published package expects a bundler for its WebAssembly; this is what one would do. */
async function loadEngine() {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const folder = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = new WebAssembly.Module(readFileSync(folder.replace(/\.js$/, ".wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": glue as never });
  (glue as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(exports);
  (exports as { __wbindgen_start(): void }).__wbindgen_start();
  return glue;
}

async function run(url: string, sql: string): Promise<{ line: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results = await client.query(sql);
    return Array.isArray(results) ? [] : results.rows;
  } finally {
    await client.end();
  }
}

/** Of the shop's own schema alone: what pg-boss makes in its schema is its own affair. */
async function catalogueOf(url: string): Promise<string[]> {
  const rows = await run(
    url,
    `SELECT 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' '
       || coalesce(column_default, '') || ' ' || coalesce(datetime_precision::text, '') AS line
     FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
     UNION SELECT 'constraint ' || conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
     WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND t.relname <> '_prisma_migrations'
     UNION SELECT 'index ' || indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
     UNION SELECT 'enum ' || typname || '.' || enumlabel FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid
     WHERE typnamespace = 'public'::regnamespace
     ORDER BY line`,
  );
  return rows.map(({ line }) => line);
}
