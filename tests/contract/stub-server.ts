import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";

type Sent = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export const apiKey = "sk_sandbox_the-api-key-0123456789";

/** A server on a free port that answers as the test says and remembers what it was sent. */
export async function startStub() {
  const sent: Sent[] = [];
  const stub = { answer: json(200, {}) as Answer, sent, url: "", close };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    sent.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
    stub.answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
  return stub;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return raw(status, JSON.stringify(body), { "content-type": "application/json", ...headers });
}

export function raw(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** Breaks the connection without an answer. */
export const reset: Answer = (_, request) => request.socket.resetAndDestroy();

/** Never answers. */
export const silence: Answer = () => {};

/** One answer after another; the last one again for all that follow. */
export function inTurn(...answers: [Answer, ...Answer[]]): Answer {
  let next = 0;
  return (response, request) => {
    const answer = answers[Math.min(next, answers.length - 1)] ?? answers[0];
    next += 1;
    answer(response, request);
  };
}

/** The shop's own client, loaded afresh with Dojo at this address. */
export async function clientAt(url: string, key = apiKey) {
  vi.resetModules();
  Object.assign(process.env, {
    DATABASE_URL: "postgresql://shop@127.0.0.1:5432/shop",
    SHOP_URL: "http://localhost:3000",
    SHOP_NAME: "Test shop",
    DOJO_API_KEY: key,
    DOJO_API_URL: url,
    DOJO_CHECKOUT_ORIGIN: url,
    DOJO_WEBHOOK_SECRETS: "contract-webhook-secret",
    NEXTAUTH_SECRET: "contract-nextauth-secret-0123456789abcdef",
    APP_SECRET: "contract-app-secret-0123456789abcdefghij",
  });
  // Read at once, because the next client loaded here changes them.
  (await import("@/lib/env")).env();
  const [client, customers, intents, methods, webhooks, wire] = await Promise.all([
    import("@/lib/dojo/client"),
    import("@/lib/dojo/customers"),
    import("@/lib/dojo/payment-intents"),
    import("@/lib/dojo/payment-methods"),
    import("@/lib/dojo/webhooks"),
    import("@/lib/dojo/wire"),
  ]);
  return { ...client, ...customers, ...intents, ...methods, ...webhooks, wire };
}

/** What a call was refused with: everything of a `DojoError` that the shop decides by. */
export type Refusal = Error & {
  kind: string;
  status?: number;
  traceId?: string;
  retryable: boolean;
  nothingHappened: boolean;
};

export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  const error = await call.then(
    () => new Error("the call succeeded"),
    (reason: unknown) => reason,
  );
  if (error instanceof Error && error.name === "DojoError") return error as Refusal;
  throw error;
}
