import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { env } from "@/lib/env";

type Item = Record<string, unknown>;
/** `undefined` leaves the item out. */
type Bend = { path: string; change: (item: Item) => unknown };

/**
 * Stands between the shop and Dojo for a whole test file, since what a Dojo is called tells whose customers are whose,
 * and changes single items of a search's pages: the emulator's faults spoil all of them.
 */
export async function bendPages() {
  const target = env().DOJO_API_URL;
  let bend: Bend | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    const { host: _host, connection: _connection, "content-length": _length, ...passed } = headers;
    const answer = await fetch(`${target}${url}`, {
      method,
      body: chunks.length > 0 ? Buffer.concat(chunks) : undefined,
      headers: passed as Record<string, string>,
    });
    const text = await answer.text();
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response.end(bend?.path === url && answer.ok ? bent(text, bend) : text || undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  env().DOJO_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    bend: (path: string, change: Bend["change"]) => {
      bend = { path, change };
    },
    straighten: () => {
      bend = undefined;
    },
    close: () => {
      env().DOJO_API_URL = target;
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function bent(text: string, { change }: Bend): string {
  const page: { data: Item[] } = JSON.parse(text);
  return JSON.stringify({ ...page, data: page.data.map(change).filter((item) => item !== undefined) });
}
