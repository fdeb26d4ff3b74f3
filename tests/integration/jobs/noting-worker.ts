import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { serveWorker } from "../../../scripts/lib/serve-worker";
import type { Noting } from "./workers";

const {
  everyMs,
  longestMs,
  lastsMs,
  heeds = true,
  fails = false,
}: Noting = JSON.parse(process.argv[2] ?? "");

/** Notes when it runs, and in which process. */
async function note(signal: AbortSignal): Promise<void> {
  const [run] = await db().$queryRaw<{ id: number }[]>`
    INSERT INTO noted_run (pid) VALUES (${process.pid}) RETURNING id`;
  try {
    if (fails) throw new Error("this task always fails");
    await sleep(lastsMs, undefined, heeds ? { signal } : {});
  } finally {
    await db().$executeRaw`UPDATE noted_run SET ended = clock_timestamp() WHERE id = ${run?.id}`;
  }
}

await serveWorker([{ name: "noting", everyMs, longestMs, run: note }], { withParent: true });
