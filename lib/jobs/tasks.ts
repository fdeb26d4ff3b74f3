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
    run: async () => void (await (await import("@/lib/customers/recover-claims")).recoverClaims()),
  },
  {
    name: "details",
    everyMs: 30 * SECOND,
    longestMs: MINUTE,
    run: async () =>
      void (await (await import("@/lib/customers/tell-changed-customers")).tellChangedCustomers()),
  },
  rarely("customers", HOUR, async () => (await import("@/lib/customers/sweep-customers")).sweepCustomers()),
  // Dojo tells of no partial refund, so the last days are compared often, and a season once a day.
  rarely("comparison", HOUR, compare(2)),
  rarely("comparison-daily", DAY, compare(90)),
  rarely("tidying", DAY, async () => (await import("@/lib/jobs/tidy-up")).tidyUp()),
];

function compare(days: number): (signal: AbortSignal) => Promise<unknown> {
  return async (signal) => (await import("@/lib/reconcile/compare-with-dojo")).compareWithDojo(days, signal);
}

/** Looked at every minute, and done when its turn has come by the shop's own clock. */
function rarely(name: string, everyMs: number, work: (signal: AbortSignal) => Promise<unknown>): Task {
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
