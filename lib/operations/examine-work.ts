import "server-only";
import { readOpenAlerts } from "@/lib/alerts/open-alerts";
import { type Finding, finding } from "@/lib/operations/examine-shop";
import { findOverdueWork, LATE_MINUTES } from "@/lib/operations/find-overdue-work";

/** So many alerts are shown among the rest. */
const SHOWN = 20;

export async function* examineWork(): AsyncGenerator<Finding> {
  yield finding("worker", async () => {
    const waiting = await findOverdueWork();
    if (!waiting) return { state: "ok", detail: "nothing is overdue" };
    return {
      state: "wrong",
      detail: `overdue for ${LATE_MINUTES} minutes: ${waiting}. Is npm run worker running?`,
    };
  });
  yield finding("alerts", async () => {
    const open = await readOpenAlerts();
    if (open.length === 0) return { state: "ok", detail: "none open" };
    const lines = open.slice(0, SHOWN).map(({ kind, detail }) => `${kind}: ${detail}`);
    if (open.length > SHOWN) lines.push(`and ${open.length - SHOWN} more`);
    return { state: "warn", detail: [...lines, "More of each: npm run dojo -- alerts"].join("\n") };
  });
}
