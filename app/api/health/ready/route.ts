import { shopNow } from "@/lib/db/now";
import { dojoEnvironment } from "@/lib/env";
import { log } from "@/lib/log";
import { isWorkLate } from "@/lib/operations/tell-overdue-work";

export const dynamic = "force-dynamic";

export async function GET() {
  try {
    await shopNow();
    // Told and no more: without a worker the shop takes money all the same.
    return Response.json({ ready: true, dojo: dojoEnvironment(), workerLate: await isWorkLate() });
  } catch (error) {
    log.error({ error: String(error) }, "not ready");
    return Response.json({ ready: false }, { status: 503 });
  }
}
