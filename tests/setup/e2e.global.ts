import pg from "pg";
import { startTestShop } from "../../scripts/lib/stack.mjs";
import { noteCanaries } from "./canaries";

/**
 * Starts a whole shop for the browser: its own database, emulator and production build, on free ports. With
 * SHOP_URL and EMULATOR_URL set it uses those that run already.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.SHOP_URL && process.env.EMULATOR_URL) return async () => {};
  const shop = await startTestShop("e2e");
  Object.assign(process.env, {
    SHOP_URL: shop.url,
    EMULATOR_URL: shop.emulatorUrl,
    TEST_DATABASE_URL: shop.databaseUrl,
    TEST_DOJO_API_KEY: shop.apiKey,
    TEST_DATA_DIR: shop.dataDir,
    TEST_DIST_DIR: shop.distDir,
  });
  noteCanaries(shop.secrets);
  await fillShelves(shop.databaseUrl);
  return shop.close;
}

/** Orders that tests leave unpaid hold their goods for half an hour: what is plentiful must stay so. */
async function fillShelves(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`UPDATE "Product" SET stock = 5000 WHERE stock > 10`);
  await client.end();
}
