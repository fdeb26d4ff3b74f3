import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivateFile } from "./private-files.mjs";

const names = [
  ...["DATABASE_URL", "SHOP_URL", "SHOP_NAME", "DOJO_API_KEY", "DOJO_API_URL", "DOJO_CHECKOUT_ORIGIN"],
  ...["DOJO_WEBHOOK_SECRETS", "DOJO_ACCOUNT_ID", "AUTO_REFUND", "NEXTAUTH_SECRET", "APP_SECRET", "DATA_DIR"],
];

const fileIn = (dataDir) => join(dataDir, "running-shop.json");

/**
 * The settings that a start made up (ports, local secrets), for the operator's commands beside it: what was given to it
 * stays where it is kept, a real key above all. Owner's eyes only.
 */
export function noteRunningShop(dataDir, env, given) {
  const madeUp = names.filter((name) => env[name] && env[name] !== given[name]);
  const settings = Object.fromEntries(madeUp.map((name) => [name, env[name]]));
  writePrivateFile(fileIn(dataDir), `${JSON.stringify(settings, null, 2)}\n`);
}

export function readRunningShop(dataDir) {
  const file = fileIn(dataDir);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}
