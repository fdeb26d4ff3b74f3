import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./say.mjs";

/** What we write into a DATA_DIR, and nobody else's business: secrets, mails, and logs of both. */
const ours = [
  ...["secrets.json", "running-shop.json", "ports.json", "run.lock", "owner.json"],
  ...["run", "logs", "mail", "emulator"],
];

/** PostgreSQL of a root runs as another user, who has to pass through, and sees nothing on the way. */
export const passableMode = process.getuid?.() === 0 ? 0o711 : 0o700;

export function makePrivateFolder(path) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

export function writePrivateFile(path, text) {
  writeFileSync(path, text, { mode: 0o600 });
}

/**
 * Makes DATA_DIR, or tightens what an earlier version left open in it. A folder that holds other people's things keeps
 * its own mode; one that anybody may write to is refused, because secrets in it could be swapped.
 */
export function openDataFolder(dataDir) {
  const isNew = !existsSync(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: passableMode });
  if (!isNew && (statSync(dataDir).mode & 0o002) !== 0)
    throw new Refusal(`Anybody may write to ${dataDir}. Set DATA_DIR to a folder of the shop's own.`);
  const names = readdirSync(dataDir);
  const found = ours.filter((name) => names.includes(name));
  if (found.length > 0 || names.length === 0) chmodSync(dataDir, passableMode);
  for (const name of found) tighten(join(dataDir, name));
}

/** Links are passed over: what they point at is not ours. */
function tighten(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) chmodSync(path, 0o600);
  if (!found?.isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) tighten(join(path, name));
}
