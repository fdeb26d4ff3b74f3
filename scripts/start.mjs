import { join } from "node:path";
import { ensureBuilt } from "./lib/build.mjs";
import { migrateDatabase, seedDatabase, startDatabase } from "./lib/database.mjs";
import { placeOf, readEnvironment } from "./lib/environment.mjs";
import { ensureGenerated } from "./lib/generate.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { openRun } from "./lib/only-run.mjs";
import { requireFreePort } from "./lib/ports.mjs";
import { noteRunningShop } from "./lib/running-shop.mjs";
import { elapsed, explain, say, step } from "./lib/say.mjs";
import { localSecrets } from "./lib/secrets.mjs";
import { startShop } from "./lib/shop.mjs";
import { partsToStart, shopEnvironment } from "./lib/shop-environment.mjs";
import { onStopRequest } from "./lib/stop-signals.mjs";
import { startSubscribedEmulator } from "./lib/subscribed-emulator.mjs";
import { describeExit } from "./lib/wait-until-answers.mjs";
import { startWorker } from "./lib/worker.mjs";

const dev = process.argv.includes("--dev");
const env = readEnvironment();
const childEnv = { ...process.env, ...env };
const place = placeOf(env);
const own = partsToStart(env);
let run = null;

onStopRequest((reason) => end(`Stopping (${reason}) …`, 0));
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
await start().catch(fail);

async function start() {
  say(dev ? "Starting the shop for development" : "Starting the shop");
  run = await openRun(place, { onUnexpectedExit: (entry, result) => fail(describeExit(entry, result)) });
  await requireFreePort(place.port, "PORT");
  if (own.emulator) await requireFreePort(place.emulatorPort, "EMULATOR_PORT");
  await ensureInstalled(run.processes);
  await ensureGenerated(run.processes);
  const secrets = own.database || own.emulator ? localSecrets(place.dataDir) : null;
  const [distDir, databaseUrl, emulator] = await Promise.all([
    dev ? `.next-dev-${place.port}` : ensureBuilt(run.processes),
    prepareDatabase(secrets),
    own.emulator ? prepareEmulator(secrets) : null,
  ]);
  const shop = {
    port: place.port,
    distDir,
    dev,
    env: shopEnvironment({ env: childEnv, place, secrets, databaseUrl, emulator }),
  };
  noteRunningShop(place.dataDir, shop.env, childEnv);
  let isReady = false;
  const show = (name) => (line) => isReady && !run.processes.isStopping() && say(`${name} | ${line}`);
  await step("Starting the shop", () => startShop(run.processes, { ...shop, onLine: show("shop") }));
  if (own.worker)
    await step("Starting the worker", () =>
      startWorker(run.processes, { env: shop.env, onLine: show("worker") }),
    );
  isReady = true;
  announce(shop.env.SHOP_URL, emulator);
}

/** A database handed to us beside a real key is migrated and filled by its owner. Returns the address for the shop. */
async function prepareDatabase(secrets) {
  const given = { ownerUrl: env.MIGRATE_DATABASE_URL ?? env.DATABASE_URL, databaseUrl: env.DATABASE_URL };
  const database = own.database ? await startDatabase(run.processes, { place, secrets }) : given;
  if (own.database || own.emulator) {
    await migrateDatabase(run.processes, { env: childEnv, ...database, makesRole: own.database });
    await seedDatabase(run.processes, { env: childEnv, ...database });
  } else
    say("    DATABASE_URL is yours: `npm run migrate` applies migrations, `npm run seed` the catalogue.");
  return database.databaseUrl;
}

/** Dojo's side of a shop with no account: the emulator, and the webhook subscription a merchant would make. */
async function prepareEmulator(secrets) {
  const options = {
    port: place.emulatorPort,
    dataDir: place.dataDir,
    env: { ...childEnv, DOJO_API_KEY: secrets.DOJO_API_KEY },
    webhookUrl: `http://127.0.0.1:${place.port}/api/webhooks/dojo`,
  };
  return step("Starting the emulated Dojo", () => startSubscribedEmulator(run.processes, options));
}

function announce(shopUrl, emulator) {
  say(`\nReady in ${elapsed()}: ${shopUrl}`);
  if (!own.worker)
    say("No worker (WORKER=off): one `npm run worker` beside the shops does the scheduled work.");
  if (!env.SMTP_URL) say(`Mails are files in ${join(place.dataDir, "mail")}.`);
  if (emulator) say(`Emulated Dojo at ${emulator.url}: test mode, no money moves.`);
  say(
    `Data and logs are in ${place.dataDir} (logs: ${join(place.dataDir, "logs")}). Ctrl-C stops everything.`,
  );
}

function fail(error) {
  return end(typeof error === "string" ? error : explain(error), error?.exitCode ?? 1);
}

/** Whatever ends the run first decides how; what follows from the stopping itself is no news. */
function end(message, exitCode) {
  if (process.exitCode !== undefined) return;
  process.exitCode = exitCode;
  (exitCode === 0 ? say : console.error)(`\n${message}`);
  Promise.resolve(run?.close()).then(
    () => {
      if (exitCode === 0) say("Stopped.");
      process.exit();
    },
    (error) => {
      console.error(explain(error));
      process.exit(1);
    },
  );
}
