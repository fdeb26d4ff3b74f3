import { join } from "node:path";
import { Pool } from "pg";
import { applyMigrations } from "../../../scripts/lib/apply-migrations";
import {
  asAppRole,
  ensureBuilt,
  ensureGenerated,
  freePort,
  localSecrets,
  type Processes,
  prepareTestRun,
  root,
  shopEnvironment,
  startPostgres,
  startSubscribedEmulator,
  type TestRun,
  testLimits,
  withoutDotEnv,
} from "../../../scripts/lib/stack.mjs";
import { emulatorControl } from "../../setup/emulator-control";

export type Ground = {
  dataDir: string;
  /** Of every shop process, and of this one too: what is called in here meets the same database and Dojo. */
  env: Record<string, string>;
  /** Where shoppers and Dojo's events arrive: the port of the shared front door. */
  port: number;
  /** As the owner of the tables, who may look at more than the shop may do. */
  sql: Pool;
  emulator: ReturnType<typeof emulatorControl>;
  processes: Processes;
  close: () => Promise<void>;
};

/**
 * One database, one emulated Dojo and the settings that any number of shop processes share. A process has one
 * ground: the shop reads its environment once.
 */
export async function openGround(name: string): Promise<Ground> {
  return prepareTestRun(name, prepare);
}

async function prepare({ dataDir, processes, close }: TestRun): Promise<Ground> {
  // Takes long where it was not done yet, and a port that was free before may be taken after.
  await ensureBuilt(processes);
  const bare = { ...withoutDotEnv(), PATH: process.env.PATH, HOME: process.env.HOME };
  const secrets = localSecrets(dataDir);
  await ensureGenerated(processes);
  const ownerUrl = `${await startPostgres(processes, { dataDir, password: secrets.POSTGRES_PASSWORD, durable: false })}/shop`;
  const databaseUrl = asAppRole(ownerUrl, secrets);
  await applyMigrations(ownerUrl, join(root, "prisma/migrations"), { url: databaseUrl, make: true });
  const [port, emulatorPort] = [await freePort(), await freePort()];
  const emulatorEnv = { ...bare, DOJO_API_KEY: secrets.DOJO_API_KEY };
  const emulator = await startSubscribedEmulator(processes, {
    port: emulatorPort,
    dataDir,
    env: emulatorEnv,
    webhookUrl: `http://127.0.0.1:${port}/api/webhooks/dojo`,
  });
  const place = { dataDir, port };
  // By number: server actions compare the address asked for with the page's own, and clients resolve no name.
  const own = { ...bare, ...testLimits, SHOP_URL: `http://127.0.0.1:${port}` };
  const env = shopEnvironment({ env: own, place, secrets, databaseUrl, emulator });
  Object.assign(process.env, env);
  const sql = new Pool({ connectionString: ownerUrl, max: 8 });
  await stockShelves(sql);
  const closeAll = async () => {
    await sql.end();
    await close();
  };
  return { dataDir, env, port, sql, emulator: emulatorControl(emulator.url), processes, close: closeAll };
}

/** In pence. The last of them runs out under load, so that shoppers compete for it. */
async function stockShelves(sql: Pool): Promise<void> {
  await putOnShelf(sql, { id: "mug", priceMinor: 1_800, stock: 10_000 });
  await putOnShelf(sql, { id: "bowl", priceMinor: 2_400, stock: 10_000 });
  await putOnShelf(sql, { id: "vase", priceMinor: 3_000, stock: 40 });
}

export async function putOnShelf(
  sql: Pool,
  { id, priceMinor, stock }: { id: string; priceMinor: number; stock: number },
): Promise<void> {
  await sql.query(
    `INSERT INTO "Product" (id, slug, name, category, description, "priceMinor", stock, art, position)
     VALUES ($1, $1, $1, 'Cups', '', $2, $3, '/products/harbour-mug.svg', 1)`,
    [id, priceMinor, stock],
  );
}
