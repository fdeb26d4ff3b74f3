import type { Task } from "@/lib/jobs/task";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * All scheduled work. `npm run migrate` makes each task's queue, so it reads this list too: nothing is imported
 * before it runs.
 */
export const tasks: readonly Task[] = [
  {
    name: "inbox",
    everyMs: 10 * SECOND,
    longestMs: MINUTE,
    run: async (signal) =>
      (await import("@/lib/checkout/process-webhook-events")).processWebhookEvents(signal),
  },
  {
    name: "orders",
    everyMs: 10 * SECOND,
    longestMs: MINUTE,
    run: async (signal) =>
      void (await (await import("@/lib/reconcile/reconcile-orders")).reconcileOrders(signal)),
  },
  {
    name: "refunds",
    everyMs: 5 * SECOND,
    longestMs: 2 * MINUTE,
    run: async (signal) => (await import("@/lib/refunds/send-refund")).workRefunds(signal),
  },
  {
    name: "outbox",
    everyMs: 5 * SECOND,
    longestMs: MINUTE,
    run: async (signal) => (await import("@/lib/orders/work-outbox")).workOutbox(signal),
  },
  {
    name: "claims",
    everyMs: 30 * SECOND,
    longestMs: 10 * MINUTE,
    run: tellingOfKey(
      async () => void (await (await import("@/lib/customers/recover-claims")).recoverClaims()),
    ),
  },
  {
    name: "details",
    everyMs: 30 * SECOND,
    longestMs: MINUTE,
    run: async () =>
      void (await (await import("@/lib/customers/tell-changed-customers")).tellChangedCustomers()),
  },
  {
    name: "overdue",
    everyMs: MINUTE,
    longestMs: MINUTE,
    run: async () => void (await (await import("@/lib/operations/tell-overdue-work")).tellOverdueWork()),
  },
  compared("customers", HOUR, 6 * HOUR, async () => {
    const { sweepCustomers } = await import("@/lib/customers/sweep-customers");
    return (await sweepCustomers()).complete;
  }),
  // Dojo tells of no partial refund, so the last days are compared often, and a season once a day.
  compared("comparison", HOUR, 6 * HOUR, compare(2)),
  compared("comparison-daily", DAY, 3 * DAY, compare(90)),
  rarely("tidying", DAY, async () => (await import("@/lib/jobs/tidy-up")).tidyUp()),
];

type Work = (signal: AbortSignal) => Promise<unknown>;

/** Complete when Dojo spoke of every payment. */
function compare(days: number): Work {
  return async (signal) => {
    const { compareWithDojo } = await import("@/lib/reconcile/compare-with-dojo");
    return (await compareWithDojo(days, signal)).unasked === 0;
  };
}

/** A rare task that is told of when it has not been completed for `lateMs`. */
function compared(name: string, everyMs: number, lateMs: number, work: Work): Task {
  return rarely(name, everyMs, async (signal) => {
    const { completeInTime } = await import("@/lib/jobs/complete-in-time");
    await completeInTime(name, lateMs, () => tellingOfKey(work)(signal));
  });
}

/** For tasks that end with Dojo's error instead of going on. */
function tellingOfKey<T>(work: (signal: AbortSignal) => Promise<T>): typeof work {
  return async (signal) => {
    try {
      return await work(signal);
    } catch (error) {
      await (await import("@/lib/alerts/tell-key-refused")).tellKeyRefused(error);
      throw error;
    }
  };
}

/** Looked at every minute, and done when its turn has come by the shop's own clock. */
function rarely(name: string, everyMs: number, work: Work): Task {
  return {
    name,
    everyMs: MINUTE,
    longestMs: 30 * MINUTE,
    run: async (signal) => {
      const { runInTurn } = await import("@/lib/jobs/claim-turn");
      await runInTurn(name, everyMs, async () => void (await work(signal)));
    },
  };
}
