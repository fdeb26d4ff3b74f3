import "server-only";
import { channel } from "node:diagnostics_channel";
import { IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { audit } from "@/lib/audit";
import { admitDelivery } from "@/lib/border/admit-delivery";
import { fillHeaders } from "@/lib/border/answer-headers";
import { clientKey, clientReader } from "@/lib/border/client-address";
import { isWebhook, METHODS, pathOf, type Refusal, refuseRequest } from "@/lib/border/refuse-request";
import { runInRequest } from "@/lib/border/request-context";
import { env } from "@/lib/env";
import { opaqueId } from "@/lib/ids";
import { log } from "@/lib/log";

/**
 * Stands before Next on whatever server of this process answers requests, however it was started: Node announces each
 * server with its first request, before anybody hears of that. Who may see what is not decided here.
 */
export function guardServers({ hotReload }: { hotReload: boolean }): void {
  const readClient = clientReader(env().TRUSTED_PROXIES);
  const guarded = new WeakSet<Server>();
  channel("http.server.request.start").subscribe((message) => {
    const { server } = message as { server: Server };
    if (guarded.has(server)) return;
    guarded.add(server);
    const next = takeListeners(server);
    // Nothing else of Next's is ever upgraded.
    if (!hotReload) server.removeAllListeners("upgrade");
    server.on("request", (request, response) => {
      const { remoteAddress } = request.socket;
      const client = clientKey(readClient(remoteAddress, request.headers["x-forwarded-for"]?.toString()));
      runInRequest({ requestId: opaqueId(), client }, (context) => {
        response.setHeader("X-Request-Id", context.requestId);
        fillHeaders(response);
        claimWhatIsTrue(request, client);
        answer(request, response, next).catch((error: unknown) => {
          log.warn({ error: String(error) }, "a request broke off");
          response.destroy();
        });
      });
    });
  });
}

function takeListeners(server: Server): RequestListener {
  const listeners = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  return (request, response) => {
    for (const listener of listeners) listener(request, response);
  };
}

/** The shop has one address, whatever a proxy or a caller says, and Next compares origins with these. */
function claimWhatIsTrue({ headers }: IncomingMessage, client: string): void {
  const shop = new URL(env().SHOP_URL);
  headers["x-forwarded-for"] = client;
  headers["x-forwarded-host"] = shop.host;
  headers["x-forwarded-proto"] = shop.protocol.replace(":", "");
  delete headers["x-forwarded-port"];
  delete headers.forwarded;
}

async function answer(request: IncomingMessage, response: ServerResponse, next: RequestListener) {
  const path = pathOf(request.url ?? "");
  const refusal = refuseRequest(request);
  if (refusal) {
    audit("request-refused", { status: refusal.status, path: path.slice(0, 200) });
    refuse(response, refusal);
  } else if (request.method === "POST" && isWebhook(path)) {
    const admitted = await admitDelivery(request);
    if (admitted instanceof IncomingMessage) next(admitted, response);
    else refuse(response, admitted);
  } else next(request, response);
}

/** What is left of a refused body is not read: whoever sends five megabytes is hung up on. */
function refuse(response: ServerResponse, { status, why }: Refusal): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  if (status === 413) response.setHeader("Connection", "close");
  if (status === 405) response.setHeader("Allow", METHODS.join(", "));
  response.end(why && `${why}\n`);
}
