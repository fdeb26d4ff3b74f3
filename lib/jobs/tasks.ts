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
  {
    name: "customers",
    everyMs: MINUTE,
    longestMs: 30 * MINUTE,
    run: async () => {
      const [{ sweepCustomers }, { runInTurn }] = await Promise.all([
        import("@/lib/customers/sweep-customers"),
        import("@/lib/jobs/claim-turn"),
      ]);
      await runInTurn("customers", HOUR, async () => void (await sweepCustomers()));
    },
  },
  comparison("comparison", HOUR, 2),
  comparison("comparison-daily", DAY, 90),
];

/** Dojo tells of no partial refund, so the last days are compared often, and a season once a day. */
function comparison(name: string, everyMs: number, days: number): Task {
  return {
    name,
    everyMs: MINUTE,
    longestMs: 30 * MINUTE,
    run: async (signal) => {
      const [{ compareWithDojo }, { runInTurn }] = await Promise.all([
        import("@/lib/reconcile/compare-with-dojo"),
        import("@/lib/jobs/claim-turn"),
      ]);
      await runInTurn(name, everyMs, async () => void (await compareWithDojo(days, signal)));
    },
  };
}
