import { placeOf, readEnvironment } from "./environment.mjs";
import { readRunningShop } from "./running-shop.mjs";

/**
 * The settings of the shop that is meant: those of the environment and `.env`, and for whatever they do not name those
 * of the shop that `npm start` runs from DATA_DIR.
 */
export function takeEnvironment(): void {
  const given = readEnvironment();
  Object.assign(process.env, readRunningShop(placeOf(given).dataDir), given);
}
