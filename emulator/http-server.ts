import { createServer } from "node:http";
import { createAdaptorServer, type ServerType } from "@hono/node-server";

/** As Kestrel, ASP.NET's server: Node's own 5 s would cut connections that a caller's pool still trusts. */
const IDLE_MS = 130_000;

/** As Kestrel: twice what Node takes. */
const HEADERS_BYTES = 32 * 1024;

type Fetch = Parameters<typeof createAdaptorServer>[0]["fetch"];

/** A server that is as patient with clients as the one behind the real API; `host` names it for HTTP/1.0. */
export function createHttpServer(fetch: Fetch, host: string): ServerType {
  return createAdaptorServer({
    fetch,
    hostname: host.includes(":") ? `[${host}]` : host,
    createServer,
    serverOptions: { keepAliveTimeout: IDLE_MS, maxHeaderSize: HEADERS_BYTES },
  });
}
