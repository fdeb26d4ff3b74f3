import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { placeOf, readEnvironment } from "../lib/environment.mjs";

/**
 * The settings of the shop that is meant: those of the environment and `.env`, and for whatever they do not name those
 * of the shop that `npm start` runs from DATA_DIR.
 */
export function takeEnvironment(): void {
  const given = readEnvironment();
  const file = join(placeOf(given).dataDir, "shop-environment.json");
  const running: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  Object.assign(process.env, running, given);
}
