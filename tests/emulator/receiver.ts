import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

type Received = { path: string; body: string; signature: string };

/** A merchant's webhook endpoint on a free port; `answers` are statuses in turn, the last one repeats. */
export async function startReceiver(answers: number[] = [200]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ path: request.url ?? "", body, signature: String(request.headers["dojo-signature"]) });
      const status = answers[Math.min(received.length, answers.length) - 1] ?? 200;
      if (status === 0) return;
      response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { received, url: `http://127.0.0.1:${port}/hook`, close };
}
