import { tsx } from "./emulator.mjs";
import { startPostgres } from "./postgres.mjs";
import { root } from "./root.mjs";
import { step } from "./say.mjs";

/** Starts the embedded PostgreSQL and returns the address of the shop's database in it. */
export async function startDatabase(processes, { place, secrets, durable = true }) {
  const options = {
    dataDir: place.dataDir,
    password: secrets.POSTGRES_PASSWORD,
    wantedPort: place.postgresPort,
    durable,
  };
  return `${await step("Starting PostgreSQL", () => startPostgres(processes, options))}/shop`;
}

export async function migrateDatabase(processes, { env, databaseUrl }) {
  const extra = { cwd: root, env: { ...env, MIGRATE_DATABASE_URL: databaseUrl, DATABASE_URL: databaseUrl } };
  await step("Migrating the database", () =>
    processes.run("migrate", process.execPath, tsx("scripts/migrate.ts"), extra),
  );
}

export async function seedDatabase(processes, { env, databaseUrl }) {
  const extra = { cwd: root, env: { ...env, DATABASE_URL: databaseUrl } };
  await step("Seeding the catalogue", () =>
    processes.run("seed", process.execPath, tsx("prisma/seed.ts"), extra),
  );
}
