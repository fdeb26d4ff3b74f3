import type { Client } from "pg";
import PgBoss from "pg-boss";

/**
 * Brings pg-boss's own schema to the version of the installed library, makes the queues that are not there, and
 * says what it did. Both change tables, which a running worker may not be allowed to. The caller holds a lock.
 */
export async function applyQueues(client: Client, names: readonly string[]): Promise<string[]> {
  const executeSql = (sql: string, values?: unknown[]) => client.query(sql, values);
  const boss = new PgBoss({ db: { executeSql }, supervise: false, schedule: false });
  const before = (await boss.isInstalled()) ? await boss.schemaVersion() : null;
  await boss.start();
  const version = await boss.schemaVersion();
  const existing = new Set((await boss.getQueues()).map(({ name }) => name));
  const missing = names.filter((name) => !existing.has(name));
  // One waiting and one running at most: nothing piles up, and nothing runs beside itself.
  for (const name of missing) await boss.createQueue(name, { name, policy: "stately" });
  await boss.stop({ graceful: false });
  return [...(version === before ? [] : [`pg-boss ${version}`]), ...missing.map((name) => `queue ${name}`)];
}
