import { ensureGenerated } from "./generate.mjs";
import { ensureInstalled } from "./install.mjs";
import { root } from "./root.mjs";
import { explain, say } from "./say.mjs";
import { onStopRequest } from "./stop-signals.mjs";
import { openTestRun } from "./test-run.mjs";

/**
 * Does the work of a test command in a test run of its own, with everything installed, and takes the run away
 * however it ends. `work` returns whether all is well, and a report whose last line is the verdict, alone, for people
 * and for machines.
 */
export async function inTestRun(name, work) {
  const run = await openTestRun(name);
  let stopping = false;
  onStopRequest(async (reason) => {
    stopping = true;
    say(`\nStopping (${reason}) …`);
    await run.close();
    process.exit(130);
  });
  try {
    await ensureInstalled(run.processes, { forTests: true });
    await ensureGenerated(run.processes);
    const { report, isGood } = await work({ ...run, execute: (...program) => execute(run, ...program) });
    if (stopping) return;
    await run.close();
    say(`\n${report}`);
    process.exitCode = isGood ? 0 : 1;
  } catch (error) {
    if (stopping) return;
    console.error(explain(error));
    await run.close();
    process.exit(1);
  }
}

/** Runs one of our programs before the person's eyes; its exit code, or the signal that ended it. */
async function execute({ processes }, name, args, env) {
  const { exited } = processes.start(name, process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: "1" },
    inherit: true,
    oneOff: true,
  });
  const { code, signal } = await exited;
  return code ?? signal;
}
