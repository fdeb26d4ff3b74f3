import type { HttpBindings } from "@hono/node-server";
import type { MiddlewareHandler } from "hono";
import { problem } from "../errors";
import type { Env } from "../reply";

const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Control is for this machine alone: by the caller's address, by the Host it asked for (a rebound DNS name is
 * refused), and no change comes from a page of another site.
 */
export function loopbackOnly(newTraceId: () => string): MiddlewareHandler<Env> {
  return async (c, next) => {
    const url = new URL(c.req.url);
    const local = isLocal(c.env?.incoming) && LOOPBACK_HOST.test(url.hostname);
    const origin = c.req.header("origin");
    const site = c.req.header("sec-fetch-site");
    const crossSite =
      (origin !== undefined && origin !== url.origin) ||
      (site !== undefined && !/^(same-origin|none)$/.test(site));
    const reading = c.req.method === "GET" || c.req.method === "HEAD";
    if (local && (reading || !crossSite)) return next();
    return c.json(problem(403, newTraceId(), "The control API answers this machine only."), 403);
  };
}

/** In process there is no connection. A connection that has no address any more was reset: that is nobody. */
function isLocal(incoming: HttpBindings["incoming"] | undefined): boolean {
  return incoming === undefined || LOOPBACK_ADDRESS.test(incoming.socket.remoteAddress ?? "");
}
