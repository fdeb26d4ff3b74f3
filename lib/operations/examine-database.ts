import "server-only";
import { db } from "@/lib/db/client";
import { excessPowers } from "@/lib/db/role-powers";
import { dojoEnvironment } from "@/lib/env";
import { type Finding, finding } from "@/lib/operations/examine-shop";

const OLDEST = 15;

export async function* examineDatabase(migrationNames: readonly string[]): AsyncGenerator<Finding> {
  yield finding("database", async () => {
    const [row] = await db().$queryRaw<{ version: number; name: string }[]>`
      SELECT current_setting('server_version_num')::int / 10000 AS version, current_database()::text AS name`;
    const version = row?.version ?? 0;
    const detail = `PostgreSQL ${version}, database ${row?.name}`;
    return version >= OLDEST
      ? { state: "ok", detail }
      : { state: "wrong", detail: `${detail}; ${OLDEST} or newer is needed` };
  });
  yield finding("migrations", async () => {
    const rows = await db().$queryRaw<{ name: string; done: boolean }[]>`
      SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM "_prisma_migrations"
      WHERE rolled_back_at IS NULL`;
    const done = new Set(rows.flatMap((row) => (row.done ? [row.name] : [])));
    const missing = migrationNames.filter((name) => !done.has(name));
    return missing.length === 0
      ? { state: "ok", detail: `${done.size} applied, none missing` }
      : { state: "wrong", detail: `not applied: ${missing.join(", ")}. Run npm run migrate.` };
  });
  yield finding("role", async () => {
    const powers = await excessPowers();
    if (powers.length === 0) return { state: "ok", detail: "reads and writes rows, and changes no tables" };
    return {
      state: "warn",
      detail: `${powers.join(", ")}. Run the shop as another role than MIGRATE_DATABASE_URL's`,
    };
  });
  yield finding("clock", async () => {
    const [moved] = await db().clockOffset.findMany();
    if (!moved) return { state: "ok", detail: "the database's own" };
    const detail = `moved by ${Number(moved.offsetMs) / 1_000} s, as tests do`;
    return { state: dojoEnvironment() === "production" ? "wrong" : "warn", detail };
  });
}
