import { checkStart } from "@/lib/check-start";
import { env } from "@/lib/env";
import { type RunningWorker, runWorker } from "@/lib/jobs/run-worker";
import type { Task } from "@/lib/jobs/task";
import { wakeReviews } from "@/lib/refunds/wake-reviews";
import { onStopRequest } from "./stop-signals.mjs";
import { takeEnvironment } from "./take-environment";

/** As long as a call to Dojo may take, and less than the ten seconds that supervisors grant. In ms. */
const STOP_WITHIN_MS = 8_000;

/**
 * The worker as a program: refuses with 78 what the shop would refuse, says when it is ready, and ends with 0 when
 * asked to. `withParent` is for starters that may be killed themselves, or pass no signal on, as npm does.
 */
export async function serveWorker(tasks: readonly Task[], { withParent }: { withParent: boolean }) {
  let worker: RunningWorker | undefined;
  onStopRequest(
    async (reason) => {
      console.log(`Worker stops (${reason})`);
      await worker?.stop(STOP_WITHIN_MS);
      process.exit(0);
    },
    { withParent },
  );
  // Before anything asks for a setting.
  takeEnvironment();
  await checkStart();
  worker = await start(tasks);
  await wakeReviews();
  console.log(`Worker ready: ${tasks.map(({ name }) => name).join(", ")}`);
}

async function start(tasks: readonly Task[]): Promise<RunningWorker> {
  try {
    return await runWorker(tasks, env().DATABASE_URL);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`The worker cannot start: ${why}. \`npm run migrate\` makes its queues.`);
    return process.exit(78);
  }
}
