import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, startTestShop } from "../../scripts/lib/stack.mjs";
import { noteCanaries } from "./canaries";

/**
 * A whole shop as `npm start` makes it, and beside it the same shop built without proxy.ts, for what must not depend
 * on that.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const shop = await startTestShop("security");
  const withoutProxy = copyWithoutProxy(shop.distDir);
  const close = async () => {
    await shop.close();
    rmSync(join(root, withoutProxy), { recursive: true, force: true });
  };
  try {
    Object.assign(process.env, {
      SHOP_URL: shop.url,
      BARE_SHOP_URL: await shop.startAnother("bare-shop", { distDir: withoutProxy }),
      EMULATOR_URL: shop.emulatorUrl,
      TEST_DATABASE_URL: shop.databaseUrl,
      TEST_DOJO_API_KEY: shop.apiKey,
      TEST_DATA_DIR: shop.dataDir,
      TEST_DIST_DIR: shop.distDir,
    });
    noteCanaries(shop.secrets);
    return close;
  } catch (error) {
    await close();
    throw error;
  }
}

/** A build takes half a minute; what it would leave out is one entry of its list. */
function copyWithoutProxy(distDir: string): string {
  const copy = `.next-bare-${process.pid}`;
  const cache = join(root, distDir, "cache");
  cpSync(join(root, distDir), join(root, copy), { recursive: true, filter: (path) => path !== cache });
  const file = join(root, copy, "server/functions-config-manifest.json");
  const list = JSON.parse(readFileSync(file, "utf8"));
  if (!list.functions["/_middleware"]) throw new Error("this build has no proxy to leave out");
  delete list.functions["/_middleware"];
  writeFileSync(file, JSON.stringify(list));
  return copy;
}
