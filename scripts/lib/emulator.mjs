import { join } from "node:path";
import { root } from "./root.mjs";
import { waitUntilAnswers } from "./wait-until-answers.mjs";

/** Starts the emulated Dojo and returns its address once it answers. */
export async function startEmulator(processes, { port, dataDir, env }) {
  const url = `http://127.0.0.1:${port}`;
  const entry = processes.start("emulator", process.execPath, ["emulator/run.mjs"], {
    cwd: root,
    env: {
      ...env,
      EMULATOR_PORT: String(port),
      EMULATOR_DATA_DIR: join(dataDir, "emulator"),
      EMULATOR_EXIT_WITH_PARENT: "1",
    },
  });
  await waitUntilAnswers(entry, `${url}/_emulator/journal?limit=1`);
  return url;
}
