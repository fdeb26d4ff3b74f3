import { ensureBuilt } from "./build.mjs";
import { migrateDatabase, seedDatabase, startDatabase } from "./database.mjs";
import { withoutDotEnv } from "./environment.mjs";
import { ensureGenerated } from "./generate.mjs";
import { freePort } from "./ports.mjs";
import { localSecrets } from "./secrets.mjs";
import { startShop } from "./shop.mjs";
import { shopEnvironment } from "./shop-environment.mjs";
import { startSubscribedEmulator } from "./subscribed-emulator.mjs";
import { testLimits } from "./test-limits.mjs";
import { prepareTestRun } from "./test-run.mjs";
import { startWorker } from "./worker.mjs";

/** A whole shop as `npm start` makes it, on free ports and with throw-away data, deaf to the caller's settings. */
export async function startTestShop(name) {
  return prepareTestRun(name, async (run) => {
    return { ...(await startParts(run)), dataDir: run.dataDir, close: run.close };
  });
}

async function startParts({ dataDir, processes }) {
  const place = { dataDir, port: await freePort(), emulatorPort: await freePort() };
  const env = { ...withoutDotEnv(), PATH: process.env.PATH, HOME: process.env.HOME, ...testLimits };
  const secrets = localSecrets(dataDir);
  await ensureGenerated(processes);
  const distDir = await ensureBuilt(processes);
  const database = await startDatabase(processes, { place, secrets, durable: false });
  await migrateDatabase(processes, { env, ...database, makesRole: true });
  await seedDatabase(processes, { env, ...database });
  const emulatorEnv = { ...env, DOJO_API_KEY: secrets.DOJO_API_KEY, EMULATOR_SLOW_ISSUER_MS: "2000" };
  const emulator = await startSubscribedEmulator(processes, {
    port: place.emulatorPort,
    dataDir,
    env: emulatorEnv,
    webhookUrl: `http://127.0.0.1:${place.port}/api/webhooks/dojo`,
  });
  const shopEnv = shopEnvironment({ env, place, secrets, databaseUrl: database.databaseUrl, emulator });
  await startShop(processes, { port: place.port, distDir, env: shopEnv });
  await startWorker(processes, { env: shopEnv });
  return {
    url: shopEnv.SHOP_URL,
    emulatorUrl: emulator.url,
    // The owner's: tests move the clock and lend tables other names, which the shop itself may not.
    databaseUrl: database.ownerUrl,
    apiKey: secrets.DOJO_API_KEY,
    secrets: { ...secrets, webhookSecrets: emulator.webhookSecrets },
    distDir,
    startAnother: (name, changes) =>
      startAnother(processes, { name, distDir, ...changes, env: { ...shopEnv, ...changes.env } }),
  };
}

/** One more server of the same shop at an address of its own; returns the address. */
async function startAnother(processes, { name, distDir, env }) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  await startShop(processes, { name, port, distDir, env: { ...env, SHOP_URL: url, NEXTAUTH_URL: url } });
  return url;
}
