import { shopNow } from "@/lib/db/now";
import { dojoEnvironment } from "@/lib/env";
import { log } from "@/lib/log";

export const dynamic = "force-dynamic";

export async function GET() {
  try {
    await shopNow();
    return Response.json({ ready: true, dojo: dojoEnvironment() });
  } catch (error) {
    log.error({ error: String(error) }, "not ready");
    return Response.json({ ready: false }, { status: 503 });
  }
}
