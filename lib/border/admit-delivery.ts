import "server-only";
import type { IncomingMessage } from "node:http";
import { tellSignature } from "@/lib/alerts/tell-signature";
import { audit } from "@/lib/audit";
import { type Refusal, TOO_LARGE } from "@/lib/border/refuse-request";
import { readWhole, withBody } from "@/lib/border/whole-body";
import { isSignature, SIGNATURE_HEADER, verifySignature } from "@/lib/dojo/webhook";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/**
 * A delivery whose signature is good, whole and readable once more; otherwise what to answer. Judged before Next is
 * asked, and without promises, so that thousands of forged ones a second cost the shoppers little; the route judges it
 * again for itself.
 */
export function admitDelivery(
  request: IncomingMessage,
  done: (judged: Refusal | IncomingMessage) => void,
): void {
  const header = request.headers[SIGNATURE_HEADER];
  // Which of two was meant is not ours to guess.
  if (typeof header === "string" && header.includes(",")) done(refused(400));
  else if (typeof header !== "string" || !isSignature(header)) done(refused(401));
  else
    readWhole(request, (body) => {
      if (!body) done(TOO_LARGE);
      else if (!verifySignature(body, header, env().DOJO_WEBHOOK_SECRETS)) done(refused(401));
      else {
        tell(true);
        done(withBody(request, body));
      }
    });
}

function refused(status: 400 | 401): Refusal {
  audit("webhook-refused", { status });
  tell(false);
  return { status, why: "" };
}

/** While the sender is answered: whether an alert could be kept is nothing to it. */
function tell(isValid: boolean): void {
  tellSignature(isValid).catch((error: unknown) =>
    log.error({ error: String(error) }, "an alert was not kept"),
  );
}
