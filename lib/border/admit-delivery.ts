import "server-only";
import { AsyncResource } from "node:async_hooks";
import { IncomingMessage } from "node:http";
import { tellSignature } from "@/lib/alerts/tell-signature";
import { audit } from "@/lib/audit";
import { MOST_BYTES } from "@/lib/border/read-capped";
import type { Refusal } from "@/lib/border/refuse-request";
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
      if (!body) done({ status: 413, why: "" });
      else if (!verifySignature(body, header, env().DOJO_WEBHOOK_SECRETS)) done(refused(401));
      else {
        tell(true);
        done(withBody(request, body));
      }
    });
}

/** Null when it is larger than any event. A sender that breaks off is told nothing. */
function readWhole(request: IncomingMessage, whenRead: (body: Buffer | null) => void): void {
  // The parser, which calls back, knows nothing of the request's context.
  const done = AsyncResource.bind(whenRead);
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    const before = size;
    size += chunk.length;
    if (size <= MOST_BYTES) chunks.push(chunk);
    else if (before <= MOST_BYTES) done(null);
  });
  request.once("end", () => {
    if (size <= MOST_BYTES) done(Buffer.concat(chunks));
  });
  request.once("error", (error) => log.warn({ error: String(error) }, "a delivery broke off"));
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

/** The same request, for whoever reads its body next. */
function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(again, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor });
  again.push(body);
  again.push(null);
  again.complete = true;
  return again;
}
