import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { tasks } from "../../lib/jobs/tasks";
import { applyQueues } from "./apply-queues";
import { grantRunningRole, type RunningRole } from "./grant-running-role";
import { MigrationRefused } from "./migration-refused";

/** The number Prisma's own engine locks on, so that its `migrate deploy` and this script exclude each other. */
const prismaAdvisoryLock = 72_707_369;

const sqlState = { noSuchDatabase: "3D000", duplicateDatabase: "42P04", uniqueViolation: "23505" };

const prismaTable = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

type Migration = { name: string; sql: string; checksum: string };
type Applied = { migration_name: string; checksum: string; finished_at: Date | null; logs: string | null };

export { MigrationRefused };

/**
 * Applies what is new under `folder`, in order, then what pg-boss and the tasks need, gives `running` its rights, and
 * returns the names. It keeps Prisma's table, checksums and lock because Prisma's engine, which would do this, has to be
 * downloaded; where it can be, it can take over.
 */
export async function applyMigrations(
  databaseUrl: string,
  folder: string,
  running?: RunningRole,
): Promise<string[]> {
  const client = await connect(databaseUrl);
  try {
    await client.query("SET lock_timeout = '60s'");
    await client.query("SELECT pg_advisory_lock($1)", [prismaAdvisoryLock]);
    await client.query("SET lock_timeout = 0");
    await client.query("SET client_min_messages = warning");
    await client.query(prismaTable);
    const pending = pendingMigrations(readMigrations(folder), await readApplied(client));
    for (const migration of pending) await apply(client, migration);
    const queues = await applyQueues(
      client,
      tasks.map(({ name }) => name),
    );
    if (running) await grantRunningRole(client, running);
    return [...pending.map((migration) => migration.name), ...queues];
  } finally {
    await client.end();
  }
}

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) throw new MigrationRefused(`There is no folder ${folder}.`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: sha256(bytes) };
    });
}

async function readApplied(client: Client): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    `SELECT migration_name, checksum, finished_at, logs FROM "_prisma_migrations"
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

/** A half-applied or edited migration means that nobody knows what the database looks like: stop there. */
function pendingMigrations(migrations: Migration[], applied: Applied[]): Migration[] {
  const failed = applied.find((row) => row.finished_at === null);
  if (failed)
    throw new MigrationRefused(
      `Migration ${failed.migration_name} was begun and not finished, so the database may be half changed. ` +
        `Put it right by hand, then set rolled_back_at (to run it again) or finished_at (if it is complete) ` +
        `in its _prisma_migrations row.${failed.logs ? `\nWhat it said: ${failed.logs}` : ""}`,
    );
  const checksums = new Map(applied.map((row) => [row.migration_name, row.checksum]));
  for (const migration of migrations) {
    const before = checksums.get(migration.name);
    if (before !== undefined && !sameText(migration, before))
      throw new MigrationRefused(
        `Migration ${migration.name} was changed after it was applied to this database. ` +
          "Restore the file and put the change into a new migration.",
      );
  }
  return migrations.filter((migration) => !checksums.has(migration.name));
}

/** Git may change line ends on checkout; Prisma looks past that too. */
function sameText(migration: Migration, checksum: string): boolean {
  const unix = migration.sql.replaceAll("\r\n", "\n");
  const variants = [migration.checksum, sha256(unix), sha256(unix.replaceAll("\n", "\r\n"))];
  return variants.includes(checksum);
}

/** In one transaction with its own row, except the statements that PostgreSQL allows only outside one. */
async function apply(client: Client, migration: Migration): Promise<void> {
  const inTransaction = !/\bCONCURRENTLY\b|^\s*(BEGIN|START TRANSACTION|VACUUM)\b/im.test(
    withoutComments(migration.sql),
  );
  const id = randomUUID();
  if (inTransaction) await client.query("BEGIN");
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())`,
    [id, migration.checksum, migration.name],
  );
  try {
    await client.query(migration.sql);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (inTransaction) await client.query("ROLLBACK");
    else await client.query(`UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1`, [id, words]);
    throw new MigrationRefused(`Migration ${migration.name} failed: ${words}`, { cause: error });
  }
  await client.query(
    `UPDATE "_prisma_migrations" SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1`,
    [id],
  );
  if (inTransaction) await client.query("COMMIT");
}

/** Connects, making the database first where the server has none of that name, as Prisma does. */
async function connect(databaseUrl: string): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (codeOf(error) !== sqlState.noSuchDatabase) throw error;
    await createDatabase(databaseUrl);
    return connect(databaseUrl);
  }
}

async function createDatabase(databaseUrl: string): Promise<void> {
  const server = new URL(databaseUrl);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = "/postgres";
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // Another migrate command was quicker; the lock in the database itself keeps the two apart from there.
    const madeMeanwhile: unknown[] = [sqlState.duplicateDatabase, sqlState.uniqueViolation];
    if (!madeMeanwhile.includes(codeOf(error))) throw error;
  } finally {
    await client.end();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function withoutComments(sql: string): string {
  return sql.replaceAll(/--.*$/gm, "").replaceAll(/\/\*[\s\S]*?\*\//g, "");
}

function sha256(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex");
}
