import "server-only";
import { clearAlert, raiseAlert } from "@/lib/alerts/raise-alert";
import { db } from "@/lib/db/client";

const HOUR_MS = 60 * 60_000;

/**
 * Does `work`, and raises an alert when it has not been completed for `lateMs` of the shop's time since it was first
 * tried. Looked at before the work begins, because a run that dies or never ends has no other moment; counted from a
 * try, because a worker that was off is another matter. `false` says that it ended and is not complete.
 */
export async function completeInTime(
  name: string,
  lateMs: number,
  work: () => Promise<unknown>,
): Promise<void> {
  const deadline = `${name}, complete`;
  const [tried] = await db().$queryRaw<{ late: boolean }[]>`
    INSERT INTO "TaskTurn" AS turn (name, "nextAt")
    VALUES (${deadline}, shop_now() + ${lateMs}::float8 * interval '1 millisecond')
    ON CONFLICT (name) DO UPDATE SET "nextAt" = turn."nextAt" RETURNING "nextAt" <= shop_now() AS late`;
  if (tried?.late) {
    const hours = Math.round(lateMs / HOUR_MS);
    await raiseAlert(
      "comparison-late",
      name,
      `The worker's task ${name} has not been completed for ${hours} hours; its log says why.`,
    );
  }
  if ((await work()) === false) return;
  await db().taskTurn.deleteMany({ where: { name: deadline } });
  await clearAlert("comparison-late", name);
}
