import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that stands at the gate. */
export type Caught = {
  /** Hands it to Dojo, where it takes effect; the caller hears nothing yet. */
  forward: () => Promise<void>;
  /** Gives the caller Dojo's answer. */
  answer: () => void;
};

type Trap = { method: string; path: string; caught: (call: Caught) => void };

/** Stands between the shop and Dojo and can hold a call up, to kill or to stop the caller meanwhile. */
export async function openGate(target: string) {
  const traps: Trap[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    const body = Buffer.concat(chunks);
    const { authorization = "", version } = headers;
    let answered: Response | undefined;
    const forward = async () => {
      answered = await fetch(`${target}${url}`, {
        method,
        body: body.length > 0 ? body : undefined,
        headers: { authorization, version: String(version), "content-type": "application/json" },
      });
    };
    const answer = () => void reply(response, answered);
    const at = traps.findIndex((trap) => trap.method === method && trap.path === url);
    if (at !== -1) return traps.splice(at, 1)[0]?.caught({ forward, answer });
    await forward();
    answer();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The next such call is held; the others pass. */
    catchNext: (method: string, path: string) =>
      new Promise<Caught>((caught) => traps.push({ method, path, caught })),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function reply(response: ServerResponse, answered: Response | undefined): Promise<void> {
  if (!answered) return void response.destroy();
  response.writeHead(answered.status, { "content-type": answered.headers.get("content-type") ?? "" });
  response.end(Buffer.from(await answered.arrayBuffer()));
}
