import "server-only";
import { db } from "@/lib/db/client";

/** How soon a turn whose work failed, or died with its process, comes again. */
const RETRY_MS = 5 * 60_000;

/**
 * Whether the task is due, and then it is taken: of any number of callers one gets `true`, and none again for
 * `everyMs`. By `shop_now()`, so that a moved clock moves daily work too.
 */
export async function claimTurn(name: string, everyMs: number): Promise<boolean> {
  const claimed = await db().$executeRaw`
    INSERT INTO "TaskTurn" AS turn (name, "nextAt")
    VALUES (${name}, shop_now() + ${everyMs} * interval '1 millisecond')
    ON CONFLICT (name) DO UPDATE SET "nextAt" = excluded."nextAt" WHERE turn."nextAt" <= shop_now()`;
  return claimed === 1;
}

/**
 * Does `work` once in `everyMs`, for tasks rarer than a minute. The turn is taken for five minutes and kept for
 * `everyMs` only when the work is done, so a failed or killed run comes again soon; the task's queue keeps two from
 * working at once when it takes longer. Throws what `work` throws.
 */
export async function runInTurn(name: string, everyMs: number, work: () => Promise<void>): Promise<void> {
  if (!(await claimTurn(name, Math.min(everyMs, RETRY_MS)))) return;
  await work();
  await db().$executeRaw`
    UPDATE "TaskTurn" SET "nextAt" = shop_now() + ${everyMs} * interval '1 millisecond' WHERE name = ${name}`;
}
