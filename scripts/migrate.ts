import { join } from "node:path";
import { applyMigrations, MigrationRefused } from "./lib/apply-migrations";
import { readEnvironment } from "./lib/environment.mjs";
import { root } from "./lib/root.mjs";

const env = readEnvironment();
const databaseUrl = env.MIGRATE_DATABASE_URL ?? env.DATABASE_URL;
const running = env.DATABASE_URL && { url: env.DATABASE_URL, make: process.argv.includes("--make-role") };

if (databaseUrl === undefined) {
  console.error(
    "Set MIGRATE_DATABASE_URL or DATABASE_URL. (npm start migrates the database it starts by itself.)",
  );
  process.exit(1);
}
try {
  const applied = await applyMigrations(databaseUrl, join(root, "prisma/migrations"), running || undefined);
  for (const name of applied) console.log(`Applied ${name}`);
  if (applied.length === 0) console.log("The database is up to date.");
} catch (error) {
  console.error(error instanceof MigrationRefused ? error.message : error);
  process.exit(1);
}
