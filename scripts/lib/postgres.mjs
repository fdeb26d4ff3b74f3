import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endProcess } from "./leftovers.mjs";
import { keptPort } from "./ports.mjs";
import { postgresPlace } from "./postgres-place.mjs";
import { openDataFolder } from "./private-files.mjs";
import { commandLineOf, identityOf } from "./process-identity.mjs";
import { Refusal, say } from "./say.mjs";

const superuser = "shop";
const readyWords = "database system is ready to accept connections";

/**
 * Starts the embedded PostgreSQL under `dataDir` and returns its address without a database name. A throw-away
 * one (`durable: false`, for tests) does not wait for the disk.
 */
export async function startPostgres(processes, { dataDir, password, wantedPort, durable = true }) {
  openDataFolder(dataDir);
  const place = postgresPlace(dataDir);
  if (place.note) say(`    ${place.note}`);
  const data = join(place.folder, "postgres");
  if (existsSync(data)) chmodSync(data, 0o700);
  else await initialise(processes, place, data, password);
  await clearLeftovers(data);
  const port = await keptPort(dataDir, { wanted: wantedPort, variable: "PG_PORT" });
  await launch(processes, place, data, settings(port, durable));
  return `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${port}`;
}

/** Built aside and renamed: an interrupted initdb must not look like a database. */
async function initialise(processes, place, data, password) {
  const fresh = `${data}.new`;
  const passwordFile = `${data}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.ids.uid !== undefined)
    for (const path of [fresh, passwordFile]) chownSync(path, place.ids.uid, place.ids.gid);
  const locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"];
  const access = [`--username=${superuser}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  try {
    await processes.run(
      "initdb",
      program(place, "initdb"),
      ["-D", fresh, ...locale, ...access, "--no-sync"],
      options(place),
    );
    renameSync(fresh, data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function settings(port, durable) {
  const always = { listen_addresses: "127.0.0.1", port, unix_socket_directories: "", max_connections: 200 };
  const quiet = { lc_messages: "C", log_timezone: "UTC", timezone: "UTC", shared_buffers: "64MB" };
  // Without the detail of a refusal, which repeats what was in the row: an email, for one.
  const discreet = { log_error_verbosity: "terse" };
  const careless = durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  return Object.entries({ ...always, ...quiet, ...discreet, ...careless }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
}

/** Ready when PostgreSQL says so; when it ends instead, its own words are the message. */
async function launch(processes, place, data, flags) {
  let ready = () => {};
  const isReady = new Promise((resolve) => {
    ready = resolve;
  });
  const onLine = (line) => line.includes(readyWords) && ready("ready");
  const args = ["-D", data, ...flags];
  const extra = { ...options(place), stopSignal: "SIGINT", onLine };
  const entry = processes.start("postgres", program(place, "postgres"), args, extra);
  const outcome = await Promise.race([isReady, entry.exited, sleep(60_000, "slow", { ref: false })]);
  if (outcome !== "ready")
    throw new Refusal(`PostgreSQL did not start. Its own words:\n${entry.lastLines()}`);
}

/**
 * A crash leaves postmaster.pid behind. A living PostgreSQL of this folder is ended; a pid that now belongs to
 * some other program would make PostgreSQL refuse for ever, so the file goes.
 */
async function clearLeftovers(data) {
  const path = join(data, "postmaster.pid");
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, "utf8").split("\n")[0]);
  const identity = identityOf(pid);
  if (identity !== null && commandLineOf(pid).includes(data)) {
    say(`    A PostgreSQL left by a killed run (process ${pid}) is ended first.`);
    await endProcess({ pid, identity, stopSignal: "SIGINT" }, { graceMs: 10_000 });
  }
  rmSync(path, { force: true });
}

/** npm keeps the mode of files; some ways of copying a node_modules folder do not. */
function program(place, name) {
  const path = join(place.native, "bin", name);
  if ((statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  return path;
}

function options({ ids, folder }) {
  return { ...ids, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" } };
}
