import "server-only";
import { db } from "@/lib/db/client";

/**
 * What the role this process runs as may do beyond reading and writing rows, in words; empty as it should be. With such
 * powers whoever finds a way to send SQL could change tables, or move the clock that money goes by.
 */
export async function excessPowers(): Promise<string[]> {
  const rows = await db().$queryRaw<{ power: string }[]>`
    WITH me AS (SELECT * FROM pg_roles WHERE rolname = current_user),
    ours AS (SELECT * FROM pg_namespace WHERE nspname IN ('public', 'pgboss'))
    SELECT 'is a superuser' AS power FROM me WHERE rolsuper
    UNION ALL SELECT 'may make roles or databases' FROM me WHERE rolcreaterole OR rolcreatedb
    UNION ALL SELECT 'may make tables in ' || nspname FROM ours WHERE has_schema_privilege(oid, 'CREATE')
    UNION ALL SELECT 'may make temporary tables' WHERE has_database_privilege(current_database(), 'TEMP')
    UNION ALL SELECT 'may change tables' WHERE EXISTS (
      SELECT 1 FROM pg_class JOIN ours ON ours.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND pg_has_role(relowner, 'USAGE'))
    UNION ALL SELECT 'may move the clock' WHERE has_table_privilege('"ClockOffset"', 'INSERT, UPDATE, DELETE')`;
  return rows.map(({ power }) => power);
}
