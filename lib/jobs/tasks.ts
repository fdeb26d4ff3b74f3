import type { Task } from "@/lib/jobs/task";

const SECOND = 1_000;

/**
 * All scheduled work. `npm run migrate` makes each task's queue, so it reads this list too: nothing is imported
 * before it runs.
 */
export const tasks: readonly Task[] = [
  {
    name: "inbox",
    everyMs: 10 * SECOND,
    longestMs: 60 * SECOND,
    run: async (signal) =>
      (await import("@/lib/checkout/process-webhook-events")).processWebhookEvents(signal),
  },
];
