import "server-only";
import { channel } from "node:diagnostics_channel";
import { IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { audit } from "@/lib/audit";
import { admitDelivery } from "@/lib/border/admit-delivery";
import { answerRefusal, blameSender, fillHeaders } from "@/lib/border/answer-headers";
import { answerUnreadable } from "@/lib/border/answer-unreadable";
import { holdBack, inLine } from "@/lib/border/hold-back";
import { contextReader, idMaker } from "@/lib/border/read-context";
import { isActionForm, isWebhook, pathOf, refuseRequest, TOO_LARGE } from "@/lib/border/refuse-request";
import { type RequestContext, runInRequest } from "@/lib/border/request-context";
import { readWhole, withBody } from "@/lib/border/whole-body";
import { env } from "@/lib/env";

/**
 * Stands before Next on whatever server of this process answers requests, however it was started: Node announces each
 * server with its first request, before anybody hears of that. Who may see what is not decided here.
 */
export function guardServers({ hotReload }: { hotReload: boolean }): void {
  const newId = idMaker();
  const readContext = contextReader(newId);
  const claimWhatIsTrue = truthTeller();
  const guarded = new WeakSet<Server>();
  channel("http.server.request.start").subscribe((message) => {
    const { server } = message as { server: Server };
    if (guarded.has(server)) return;
    guarded.add(server);
    const next = takeListeners(server);
    // Nothing else of Next's is ever upgraded.
    if (!hotReload) server.removeAllListeners("upgrade");
    answerUnreadable(server, newId);
    server.on("request", (request, response) => {
      runInRequest(readContext(request), (context) => {
        claimWhatIsTrue(request, context.client);
        answer(request, response, context, next);
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
function truthTeller() {
  const shop = new URL(env().SHOP_URL);
  const proto = shop.protocol.replace(":", "");
  return ({ headers }: IncomingMessage, client: string): void => {
    headers["x-forwarded-for"] = client;
    headers["x-forwarded-host"] = shop.host;
    headers["x-forwarded-proto"] = proto;
    delete headers["x-forwarded-port"];
    delete headers.forwarded;
    // Files are small and sent whole; a part that is none would be a failure of Next's.
    delete headers.range;
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
  next: RequestListener,
) {
  const { requestId } = context;
  const pass = (admitted: IncomingMessage) => {
    fillHeaders(response, requestId);
    if (isActionForm(request)) blameSender(response, () => !context.formRead);
    next(admitted, response);
  };
  const path = pathOf(request.url ?? "");
  const refusal = refuseRequest(request);
  if (refusal) {
    audit("request-refused", { status: refusal.status, path: path.slice(0, 200) });
    answerRefusal(response, refusal, requestId);
  } else if (request.method === "POST" && isWebhook(path))
    inLine(request, (next) =>
      admitDelivery(request, (judged) => {
        const reply = () => {
          if (judged instanceof IncomingMessage) pass(judged);
          else answerRefusal(response, judged, requestId);
          next();
        };
        if (judged instanceof IncomingMessage) reply();
        else holdBack(request.socket, reply);
      }),
    );
  else if (request.method === "POST" && request.headers["content-length"] === undefined)
    // Nothing says how long it is, so it is read here: what asks next might not stop.
    readWhole(request, (body) =>
      body ? pass(withBody(request, body)) : answerRefusal(response, TOO_LARGE, requestId),
    );
  else pass(request);
}
