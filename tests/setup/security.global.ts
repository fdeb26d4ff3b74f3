import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, root, startTestShop } from "../../scripts/lib/stack.mjs";
import { noteCanaries } from "./canaries";

/**
 * A whole shop as `npm start` makes it, and beside it the same shop built without proxy.ts, for what must not depend
 * on that; and one whose Dojo is a stub of the test's own (support/dojo-stub.ts), with an account and two webhook secrets.
 */
export default async function setup(): Promise<() => Promise<void>> {
  // Two projects use it, one after the other.
  const kept = globalThis as typeof globalThis & { securityShop?: Promise<() => Promise<void>> };
  if (kept.securityShop) return async () => {};
  kept.securityShop = open();
  return kept.securityShop;
}

async function open(): Promise<() => Promise<void>> {
  const shop = await startTestShop("security");
  const withoutProxy = copyWithoutProxy(shop.distDir);
  const close = async () => {
    await shop.close();
    rmSync(join(root, withoutProxy), { recursive: true, force: true });
  };
  const stubPort = await freePort();
  const stubbed = {
    DOJO_API_URL: `http://127.0.0.1:${stubPort}`,
    DOJO_CHECKOUT_ORIGIN: "https://pay.dojo.tech",
    DOJO_ACCOUNT_ID: "acc_ours",
    DOJO_WEBHOOK_SECRETS: "the-older-webhook-secret,the-newer-webhook-secret",
  };
  try {
    Object.assign(process.env, {
      SHOP_URL: shop.url,
      BARE_SHOP_URL: await shop.startAnother("bare-shop", { distDir: withoutProxy }),
      STUBBED_SHOP_URL: await shop.startAnother("stubbed-shop", { env: stubbed }),
      DOJO_STUB_URL: stubbed.DOJO_API_URL,
      EMULATOR_URL: shop.emulatorUrl,
      TEST_DATABASE_URL: shop.databaseUrl,
      TEST_DOJO_API_KEY: shop.apiKey,
      TEST_WEBHOOK_SECRET: shop.secrets.webhookSecrets[0],
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
