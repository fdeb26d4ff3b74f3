import "server-only";
import { db } from "@/lib/db/client";
import { type Finding, finding } from "@/lib/operations/examine-shop";
import { findOverdueWork, LATE_MINUTES } from "@/lib/operations/find-overdue-work";

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
    const open = await db().alert.findMany({
      where: { clearedAt: null },
      orderBy: { raisedAt: "desc" },
      take: 20,
    });
    if (open.length === 0) return { state: "ok", detail: "none open" };
    return { state: "warn", detail: open.map(({ kind, detail }) => `${kind}: ${detail}`).join("\n") };
  });
}
