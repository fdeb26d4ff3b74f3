import { join } from "node:path";
import { endLeftovers } from "./leftovers.mjs";
import { tryLock } from "./lock.mjs";
import { openDataFolder } from "./private-files.mjs";
import { createProcesses } from "./processes.mjs";
import { Refusal, say } from "./say.mjs";

/**
 * Makes this command the only one on its DATA_DIR, and first ends what a killed one left there: two shops
 * writing to one data folder would be worse than a refusal.
 */
export async function openRun({ dataDir, port }, { onUnexpectedExit }) {
  openDataFolder(dataDir);
  const { release, holder } = tryLock(join(dataDir, "run.lock"), { port });
  if (!release)
    throw new Refusal(
      `Already running from ${dataDir} (process ${holder.pid}): http://localhost:${holder.port}\n` +
        "Stop it first, or start a second copy with another PORT, EMULATOR_PORT and DATA_DIR.",
    );
  const runDir = join(dataDir, "run");
  const onEnd = ({ name, pid }) => say(`    Ending ${name} (process ${pid}), left by a run that was killed`);
  await endLeftovers(runDir, { onEnd });
  const processes = createProcesses({ runDir, logDir: join(dataDir, "logs"), onUnexpectedExit });
  const close = async () => {
    await processes.stopAll();
    release();
  };
  return { processes, close };
}
