import { createServer, type IncomingMessage } from "node:http";
import { setting } from "./setting";

/** Listens for the emulator's deliveries and hands each to the shop's own route handler; call the result to stop. */
export async function receiveWebhooks(
  handle: (request: Request) => Promise<Response>,
): Promise<() => Promise<void>> {
  const address = new URL(setting("TEST_WEBHOOK_URL"));
  const server = createServer(async (incoming, outgoing) => {
    const response = await handle(await toRequest(incoming, address));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(Number(address.port), address.hostname, resolve);
  });
  return () =>
    new Promise((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
}

async function toRequest(incoming: IncomingMessage, address: URL): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = Object.entries(incoming.headers).map(
    ([name, value]) => [name, String(value)] as [string, string],
  );
  const body = Buffer.concat(chunks);
  return new Request(new URL(incoming.url ?? "/", address), { method: incoming.method, headers, body });
}
