import "server-only";
import PgBoss from "pg-boss";

/** Ten connections are the tasks' own (lib/db); these few only ask for turns. None may hang for ever. */
const pool = { max: 2, connectionTimeoutMillis: 5_000, query_timeout: 20_000, keepAlive: true };

/** Migrations belong to `npm run migrate`, and pg-boss's cron would need a queue of its own. */
const role = { migrate: false, schedule: false };

/** Dead runs are looked for every 2 s; a run that has ended stays to be read for a minute, then an hour in the archive. */
const upkeep = { maintenanceIntervalSeconds: 2, archiveCompletedAfterSeconds: 60, deleteAfterHours: 1 };

/**
 * Connects to pg-boss's tables, which `npm run migrate` made. Throws when they are missing, of another version of
 * pg-boss, or without a queue for one of `names`: jobs for a queue that does not exist vanish without a word.
 */
export async function openQueues(
  databaseUrl: string,
  names: readonly string[],
  onTrouble: (error: Error) => void,
): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: databaseUrl, ...pool, ...role, ...upkeep });
  boss.on("error", onTrouble);
  try {
    await boss.start();
    const existing = new Set((await boss.getQueues()).map(({ name }) => name));
    const missing = names.filter((name) => !existing.has(name));
    if (missing.length > 0) throw new Error(`pg-boss has no queue for ${missing.join(", ")}`);
    return boss;
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}
