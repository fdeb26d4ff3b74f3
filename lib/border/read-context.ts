import "server-only";
import type { IncomingMessage } from "node:http";
import { clientReader } from "@/lib/border/client-address";
import { env } from "@/lib/env";
import { opaqueId } from "@/lib/ids";
import { log } from "@/lib/log";

/** Ids unlike any other process's, and no secret: a random one for each request would be a flood's share of the time. */
export function idMaker(): () => string {
  const process = opaqueId().slice(0, 8);
  let count = 0;
  return () => `${process}-${(count++).toString(36)}`;
}

/** Who asks, and by which id; says once in the log when a proxy seems to stand before a shop that believes none. */
export function contextReader(newId: () => string) {
  const proxies = env().TRUSTED_PROXIES;
  const readClient = clientReader(proxies);
  let isTold = proxies.length > 0;
  return ({ socket, headers }: IncomingMessage) => {
    const forwardedFor = headers["x-forwarded-for"]?.toString();
    if (!isTold && forwardedFor !== undefined) {
      isTold = true;
      log.warn(
        { peer: socket.remoteAddress },
        "a proxy may stand before the shop and is not believed: without TRUSTED_PROXIES all its clients count as one",
      );
    }
    return { requestId: newId(), client: readClient(socket.remoteAddress, forwardedFor), formRead: false };
  };
}
