import "server-only";
import { IncomingMessage } from "node:http";
import { MOST_BYTES } from "@/lib/border/read-capped";
import { keepContext } from "@/lib/border/request-context";
import { log } from "@/lib/log";

/** Null when it is larger than anything the shop reads. A sender that breaks off is told nothing. */
export function readWhole(request: IncomingMessage, whenRead: (body: Buffer | null) => void): void {
  const done = keepContext(whenRead);
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
  request.once("error", (error) => log.warn({ error: String(error) }, "a request broke off"));
}

/** The same request once its body has been read, for whoever reads it next. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(again, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor });
  again.push(body);
  again.push(null);
  again.complete = true;
  return again;
}
