import {
  freePort,
  openTestRun,
  shopCommand,
  shopEnvironment,
  waitUntilAnswers,
  withoutDotEnv,
} from "../../../scripts/lib/stack.mjs";
import { setting } from "../../setup/setting";
import { shopSecrets } from "./tokens";

/** What the shop of this run was started with, for another process of its. */
export function settingsOfShop(port = Number(new URL(setting("SHOP_URL")).port)) {
  return shopEnvironment({
    env: { ...withoutDotEnv(), PATH: process.env.PATH, HOME: process.env.HOME },
    place: { dataDir: setting("TEST_DATA_DIR"), port },
    secrets: shopSecrets(),
    databaseUrl: setting("TEST_DATABASE_URL"),
    emulator: { url: setting("EMULATOR_URL"), webhookSecrets: ["no-delivery-comes-here"] },
  });
}

/** More processes of the same shop, at addresses of their own, with settings of their own. */
export async function openMoreServers(settings: Record<string, string>[]) {
  const run = await openTestRun("security-more");
  const startOne = async (changes: Record<string, string>, at: number) => {
    const port = await freePort();
    const env = settingsOfShop(port);
    const { command, args, ...options } = shopCommand({ port, distDir: setting("TEST_DIST_DIR") });
    const server = run.processes.start(`shop-${at}`, command, [...args, "-H", "127.0.0.1"], {
      ...options,
      env: { ...env, ...changes, ...options.env },
    });
    await waitUntilAnswers(server, `http://127.0.0.1:${port}/api/health/ready`);
    return env.SHOP_URL ?? "";
  };
  try {
    return { urls: await Promise.all(settings.map(startOne)), close: run.close };
  } catch (error) {
    await run.close();
    throw error;
  }
}
