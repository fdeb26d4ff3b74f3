import "server-only";
import { clearAlert, raiseAlert } from "@/lib/alerts/raise-alert";
import { findOverdueWork, LATE_MINUTES } from "@/lib/operations/find-overdue-work";

const SUBJECT = "worker";
/** In ms: the web asks no more often than this, however many requests come. */
const LOOK_EVERY_MS = 60_000;

/** Raises the alert, or clears it. For the worker too, which cannot say that it is down, but that it has caught up. */
export async function tellOverdueWork(): Promise<boolean> {
  const waiting = await findOverdueWork();
  if (waiting) {
    const detail = `Overdue for ${LATE_MINUTES} minutes: ${waiting}. Is npm run worker running?`;
    await raiseAlert("worker-late", SUBJECT, detail);
  } else await clearAlert("worker-late", SUBJECT);
  return waiting !== null;
}

/** As if it had looked when it began: what became due while everything was off is left to the worker for a minute. */
let look = { atMs: performance.now(), late: Promise.resolve(false) };

/** For the web, after it has answered: nobody else is left to notice a worker that is down. */
export function isWorkLate(nowMs = performance.now()): Promise<boolean> {
  if (nowMs - look.atMs < LOOK_EVERY_MS) return look.late;
  const mine = { atMs: nowMs, late: tellOverdueWork() };
  look = mine;
  mine.late.catch(() => {
    mine.atMs = Number.NEGATIVE_INFINITY;
  });
  return mine.late;
}
