import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { endLeftovers } from "./leftovers.mjs";
import { removePostgresData } from "./postgres-place.mjs";
import { openDataFolder, writePrivateFile } from "./private-files.mjs";
import { identityOf, isAlive } from "./process-identity.mjs";
import { createProcesses } from "./processes.mjs";
import { root } from "./root.mjs";
import { describeExit } from "./wait-until-answers.mjs";

const parent = join(root, ".test-data");

/** A throw-away DATA_DIR with its processes, so that any number of test runs can go on side by side. */
export async function openTestRun(name) {
  await sweepDeadRuns();
  const dataDir = join(parent, `${name}-${process.pid}-${Date.now().toString(36)}`);
  openDataFolder(dataDir);
  writePrivateFile(
    join(dataDir, "owner.json"),
    JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }),
  );
  const onUnexpectedExit = (entry, result) => process.stderr.write(`${describeExit(entry, result)}\n`);
  const processes = createProcesses({
    runDir: join(dataDir, "run"),
    logDir: join(dataDir, "logs"),
    onUnexpectedExit,
  });
  const close = async () => {
    await processes.stopAll();
    removeRun(dataDir);
    await sweepDeadRuns();
  };
  return { dataDir, processes, close };
}

/** What `prepare` makes of a test run, which is taken away at once should it fail. */
export async function prepareTestRun(name, prepare) {
  const run = await openTestRun(name);
  try {
    return await prepare(run);
  } catch (error) {
    await run.close();
    throw error;
  }
}

async function sweepDeadRuns() {
  mkdirSync(parent, { recursive: true });
  for (const entry of readdirSync(parent, { withFileTypes: true })) {
    // A file is not a run: the simulation keeps its seeds here.
    if (!entry.isDirectory()) continue;
    const dataDir = join(parent, entry.name);
    if (isInUse(dataDir)) continue;
    await endLeftovers(join(dataDir, "run"));
    removeRun(dataDir);
  }
}

/** A folder without its owner's note may belong to a run that is just starting. */
function isInUse(dataDir) {
  try {
    return isAlive(JSON.parse(readFileSync(join(dataDir, "owner.json"), "utf8")));
  } catch (error) {
    if (error.code !== "ENOENT" && !(error instanceof SyntaxError)) throw error;
    return Date.now() - (statSync(dataDir, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 60_000;
  }
}

function removeRun(dataDir) {
  removePostgresData(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}
