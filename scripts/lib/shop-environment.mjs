/**
 * The environment of a shop on this machine. Against the emulator every secret comes from DATA_DIR; with a real
 * key everything of Dojo's is taken as given, and the shop itself refuses what is missing.
 */
export function shopEnvironment({ env, place, secrets, databaseUrl, emulator }) {
  const shopUrl = env.SHOP_URL || `http://localhost:${place.port}`;
  const dojo = emulator && {
    DOJO_API_KEY: secrets.DOJO_API_KEY,
    DOJO_API_URL: emulator.url,
    DOJO_CHECKOUT_ORIGIN: emulator.url,
    DOJO_WEBHOOK_SECRETS: emulator.webhookSecrets.join(","),
  };
  return {
    ...env,
    SHOP_URL: shopUrl,
    NEXTAUTH_URL: shopUrl,
    DATABASE_URL: databaseUrl,
    // The owner of the tables is no business of the shop's. Blank, so that Next does not take it from `.env`.
    MIGRATE_DATABASE_URL: "",
    DATA_DIR: place.dataDir,
    PORT: String(place.port),
    ...(secrets && {
      NEXTAUTH_SECRET: env.NEXTAUTH_SECRET || secrets.NEXTAUTH_SECRET,
      APP_SECRET: env.APP_SECRET || secrets.APP_SECRET,
    }),
    ...dojo,
  };
}

/** What this command brings itself: whatever the environment does not name, and the worker unless told not to. */
export function partsToStart(env) {
  return {
    database: env.DATABASE_URL === undefined,
    emulator: env.DOJO_API_KEY === undefined,
    worker: env.WORKER !== "off",
  };
}
