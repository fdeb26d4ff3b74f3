import { shopNow } from "@/lib/db/now";
import { dojoEnvironment } from "@/lib/env";
import { log } from "@/lib/log";
import { findOverdueWork } from "@/lib/operations/find-overdue-work";

export const dynamic = "force-dynamic";

const headers = { "cache-control": "no-store" };

export async function GET() {
  try {
    await shopNow();
    // Told and no more: without a worker the shop takes money all the same.
    const workerLate = (await findOverdueWork()) !== null;
    return Response.json({ ready: true, dojo: dojoEnvironment(), workerLate }, { headers });
  } catch (error) {
    log.error({ error: String(error) }, "not ready");
    return Response.json({ ready: false }, { status: 503, headers });
  }
}
