import { createServer, type IncomingHttpHeaders } from "node:http";
import { setting } from "../../setup/setting";

type Asked = { method: string; path: string; headers: IncomingHttpHeaders };
type Reply = { status: number; headers?: Record<string, string>; text: string };

/** Dojo as the stubbed shop sees it: the emulator's answers, unless the test bends them. */
export async function openDojoStub() {
  const stub = {
    asked: [] as Asked[],
    bend: (_asked: Asked, reply: Reply): Reply => reply,
    close: () => close(server),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    const asked = { method, path: url, headers };
    stub.asked.push(asked);
    const { status, headers: more, text } = stub.bend(asked, await forward(asked, Buffer.concat(chunks)));
    response.writeHead(status, { ...(status !== 204 && { "content-type": "application/json" }), ...more });
    response.end(text);
  });
  const { hostname, port } = new URL(setting("DOJO_STUB_URL"));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(Number(port), hostname, resolve);
  });
  return stub;
}

async function forward({ method, path, headers }: Asked, body: Buffer<ArrayBuffer>): Promise<Reply> {
  const answer = await fetch(setting("EMULATOR_URL") + path, {
    method,
    body: body.length > 0 ? body : undefined,
    headers: {
      authorization: headers.authorization ?? "",
      version: String(headers.version),
      "content-type": "application/json",
    },
  });
  return { status: answer.status, text: await answer.text() };
}

/** A host inside the network that nobody outside should be able to have asked: it only counts. */
export async function openInnerHost() {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}`);
    response.end("inner");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the inner host has no port");
  return { heard, url: `http://127.0.0.1:${address.port}`, close: () => close(server) };
}

function close(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
