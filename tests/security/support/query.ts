import { createHash } from "node:crypto";
import pg from "pg";
import { setting } from "../../setup/setting";

let pool: pg.Pool | undefined;

export async function query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  pool ??= new pg.Pool({ connectionString: setting("TEST_DATABASE_URL"), max: 2, allowExitOnIdle: true });
  return (await pool.query(text, values)).rows;
}

const BUSY = ["RateLimiterFlexible", "TaskTurn", "_prisma_migrations"];

/** What every table holds, as one hash each. The worker's own bookkeeping and the counts of tries are not told. */
export async function stateOfDatabase(): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
    [BUSY],
  );
  const state: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    state[name] = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
  }
  return state;
}

/** Everything in the database as text, for looking for what must not be there. */
export async function dumpDatabase(): Promise<string> {
  const tables = await query<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    parts.push(name, ...rows.map(({ row }) => row));
  }
  return parts.join("\n");
}
