import "server-only";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { audit } from "@/lib/audit";
import { answerRefusal, answerUnread } from "@/lib/border/answer-headers";

/** With the shop's headers what Node would answer bare, as it does when nobody listens: such requests reach no page. */
export function answerUnreadable(server: Server & Strictness, newId: () => string): void {
  // Judged with the other rules instead.
  server.requireHostHeader = false;
  server.on("clientError", ({ code }: NodeJS.ErrnoException, socket: Duplex & Pending) => {
    const status = STATUSES[code ?? ""] ?? 400;
    // Words now would be taken for the answer that is on its way.
    const isHeard = socket.writable && code !== "ECONNRESET" && !socket._httpMessage?.headersSent;
    if (!isHeard) return void socket.destroy();
    audit("request-refused", { status });
    answerUnread(socket, status, newId());
  });
  server.on("checkExpectation", (_: IncomingMessage, response: ServerResponse) => {
    audit("request-refused", { status: 417 });
    answerRefusal(response, { status: 417, why: "The shop expects nothing but 100-continue." }, newId());
  });
}

/** An option of `createServer`, which was called by Next. */
type Strictness = { requireHostHeader?: boolean };

/** Node keeps the answer that a connection waits for here, and looks at it for the same purpose. */
type Pending = { _httpMessage?: ServerResponse | null };

const STATUSES: Readonly<Record<string, 408 | 413 | 431>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};
