import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

// A kept connection to a process that was killed would fail a request that nobody has seen.
const agent = new Agent({ keepAlive: false });

/**
 * The shop's front door: hands each request to the next process that is ready. One that does not listen is skipped,
 * since it has seen nothing; one that dies with a request in hand may have done anything: a 502, never a retry.
 */
export async function openRoundRobin(port: number, readyPorts: () => readonly number[]) {
  let turn = 0;
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk);
    } catch {
      // The browser left before it had said what it wanted.
      return outgoing.destroy();
    }
    turn += 1;
    const backends = readyPorts();
    const order = backends.map((_, index) => backends[(turn + index) % backends.length] ?? 0);
    for (const backend of order)
      if (await pass(incoming, Buffer.concat(chunks), backend, outgoing)) return undefined;
    return outgoing.writeHead(503).end("No shop process is running.\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen({ port, host: "127.0.0.1", backlog: 1024 }, resolve);
  });
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
}

/** False when nobody listens there. */
function pass(incoming: IncomingMessage, body: Buffer, port: number, outgoing: ServerResponse) {
  const { method, url: path, headers } = incoming;
  return new Promise<boolean>((resolve) => {
    const forward = request({ agent, host: "127.0.0.1", port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("error", () => outgoing.destroy());
      answer.pipe(outgoing);
      resolve(true);
    });
    forward.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") return resolve(false);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end(`The shop process ended (${error.code}).\n`);
      return resolve(true);
    });
    forward.end(body);
  });
}
