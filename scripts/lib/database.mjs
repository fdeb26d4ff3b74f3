import { startPostgres } from "./postgres.mjs";
import { programArguments } from "./program.mjs";
import { root } from "./root.mjs";
import { step } from "./say.mjs";

const appRole = "shop_app";

/**
 * Starts the embedded PostgreSQL and returns the addresses of the shop's database in it: its owner's, who makes the
 * tables, and that of the role the shop runs as.
 */
export async function startDatabase(processes, { place, secrets, durable = true }) {
  const options = {
    dataDir: place.dataDir,
    password: secrets.POSTGRES_PASSWORD,
    wantedPort: place.postgresPort,
    durable,
  };
  const ownerUrl = `${await step("Starting PostgreSQL", () => startPostgres(processes, options))}/shop`;
  return { ownerUrl, databaseUrl: asAppRole(ownerUrl, secrets) };
}

export function asAppRole(ownerUrl, { POSTGRES_APP_PASSWORD }) {
  const url = new URL(ownerUrl);
  return Object.assign(url, { username: appRole, password: POSTGRES_APP_PASSWORD }).href;
}

/** With `makesRole` the shop's role is made too: in a database of ours nobody else does. */
export async function migrateDatabase(processes, { env, ownerUrl, databaseUrl, makesRole }) {
  const extra = { cwd: root, env: { ...env, MIGRATE_DATABASE_URL: ownerUrl, DATABASE_URL: databaseUrl } };
  const words = makesRole ? ["--make-role"] : [];
  await step("Migrating the database", () =>
    processes.run("migrate", process.execPath, programArguments("scripts/migrate.ts", ...words), extra),
  );
}

export async function seedDatabase(processes, { env, ownerUrl }) {
  const extra = { cwd: root, env: { ...env, DATABASE_URL: ownerUrl } };
  await step("Seeding the catalogue", () =>
    processes.run("seed", process.execPath, programArguments("prisma/seed.ts"), extra),
  );
}
