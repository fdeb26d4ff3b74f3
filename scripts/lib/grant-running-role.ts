import { Client, DatabaseError } from "pg";
import { MigrationRefused } from "./migration-refused";

/** Whom the shop and the worker run as, by their DATABASE_URL. `make`: also see that the role exists, with its password. */
export type RunningRole = { url: string; make?: boolean };

/** Tests move the clock by the one, and migrating keeps its books in the other. */
const READ_ONLY = ['public."ClockOffset"', 'public."_prisma_migrations"'];

/**
 * Gives the role of the running shop the rows of every table, now and of later migrations, and nothing else: what it had
 * more is taken away. Nothing is done where the shop runs as the owner. Throws `MigrationRefused`.
 */
export async function grantRunningRole(client: Client, { url, make }: RunningRole): Promise<void> {
  const { user: name = "", password } = new Client({ connectionString: url });
  const { rows } = await client.query<{ me: string; database: string; exists: boolean }>(
    `SELECT current_user AS me, current_database() AS database,
            EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS exists`,
    [name],
  );
  const found = rows[0];
  if (!found || found.me === name) return;
  const role = client.escapeIdentifier(name);
  await client.query("BEGIN");
  if (make)
    await client.query(
      `${found.exists ? "ALTER" : "CREATE"} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE
       PASSWORD ${client.escapeLiteral(password ?? "")}`,
    );
  else if (!found.exists)
    throw new MigrationRefused(
      `DATABASE_URL names the role ${name}, which does not exist. Make it first: CREATE ROLE ${role} LOGIN PASSWORD '…'`,
    );
  await give(client, role, found.database);
  await requireRights(client, name);
  await client.query("COMMIT");
}

const noRight = "42501";

async function give(client: Client, role: string, database: string): Promise<void> {
  try {
    await client.query(grants(role, client.escapeIdentifier(database)));
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== noRight) throw error;
    throw new MigrationRefused(`${notTheOwner} ${error.message}.`, { cause: error });
  }
}

const notTheOwner =
  "The role of DATABASE_URL could not be given its rights: MIGRATE_DATABASE_URL must name the owner of the tables.";

/** In one transaction, so that a shop that is running meanwhile never lacks a right. */
function grants(role: string, database: string): string {
  const schemas = "public, pgboss";
  const rows = "SELECT, INSERT, UPDATE, DELETE";
  return `
    REVOKE CREATE ON SCHEMA ${schemas} FROM PUBLIC, ${role};
    REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC, ${role};
    REVOKE ALL ON ALL TABLES IN SCHEMA ${schemas} FROM ${role};
    REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${schemas} FROM ${role};
    GRANT CONNECT ON DATABASE ${database} TO ${role};
    GRANT USAGE ON SCHEMA ${schemas} TO ${role};
    GRANT ${rows} ON ALL TABLES IN SCHEMA ${schemas} TO ${role};
    REVOKE INSERT, UPDATE, DELETE ON ${READ_ONLY.join(", ")} FROM ${role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schemas} TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${schemas} GRANT ${rows} ON TABLES TO ${role};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${schemas} GRANT USAGE ON SEQUENCES TO ${role}`;
}

/** PostgreSQL only warns a grantor who may not grant, and the shop would fail at its first query. */
async function requireRights(client: Client, name: string): Promise<void> {
  const { rows } = await client.query<{ lacking: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS lacking FROM pg_tables
     WHERE schemaname IN ('public', 'pgboss') AND NOT (
       has_schema_privilege($1, schemaname, 'USAGE')
       AND has_table_privilege($1, format('%I.%I', schemaname, tablename), 'SELECT'))
     ORDER BY 1 LIMIT 1`,
    [name],
  );
  if (rows[0]) throw new MigrationRefused(`${notTheOwner} ${name} may not read ${rows[0].lacking}.`);
}
