import "server-only";
import type { IncomingMessage } from "node:http";
import { tellSignature } from "@/lib/alerts/tell-signature";
import { audit } from "@/lib/audit";
import { readCapped } from "@/lib/border/read-capped";
import type { Refusal } from "@/lib/border/refuse-request";
import { withBody } from "@/lib/border/with-body";
import { isSignature, SIGNATURE_HEADER, verifySignature } from "@/lib/dojo/webhook";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/**
 * A delivery whose signature is good, whole and readable once more; otherwise what to answer. Judged before Next is
 * asked, so that thousands of forged ones a second cost the shoppers nothing; the route judges it again for itself.
 */
export async function admitDelivery(request: IncomingMessage): Promise<Refusal | IncomingMessage> {
  const header = request.headers[SIGNATURE_HEADER];
  const refusal = typeof header === "string" && header.includes(",") ? TWO_SIGNATURES : FORGED;
  if (typeof header !== "string" || !isSignature(header)) return refuse(refusal);
  const body = await readCapped(request);
  if (!body) return { status: 413, why: "" };
  if (!verifySignature(body, header, env().DOJO_WEBHOOK_SECRETS)) return refuse(FORGED);
  tell(true);
  return withBody(request, body);
}

const FORGED: Refusal = { status: 401, why: "" };
/** Which of them was meant is not ours to guess. */
const TWO_SIGNATURES: Refusal = { status: 400, why: "" };

function refuse(refusal: Refusal): Refusal {
  audit("webhook-refused", { status: refusal.status });
  tell(false);
  return refusal;
}

/** While the sender is answered: whether an alert could be kept is nothing to it. */
function tell(isValid: boolean): void {
  tellSignature(isValid).catch((error: unknown) =>
    log.error({ error: String(error) }, "an alert was not kept"),
  );
}
