import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_KEY, startDojo } from "./dojo";
import { listen } from "./port";

/* What real HTTP clients do that `app.request` cannot show. */
const dojo = startDojo({ fetch: async () => new Response(null, { status: 204 }) });
const CREDENTIALS = `Authorization: Basic ${API_KEY}\r\nversion: 2026-02-27\r\n`;
let server: Awaited<ReturnType<typeof listen>>;
let id: string;

beforeAll(async () => {
  server = await listen(dojo);
  id = await dojo.customer({ name: "Ann" });
});
afterAll(() => server.close());

/** Writes the parts one by one and reads until the server ends the connection. */
async function talk(...parts: (string | Buffer)[]): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  const received: Buffer[] = [];
  socket.on("data", (data) => received.push(data));
  const closed = once(socket, "close");
  for (const part of parts) {
    socket.write(part);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await closed;
  return Buffer.concat(received).toString("utf8");
}

const head = (line: string, headers = "") =>
  `${line} HTTP/1.1\r\nHost: dojo.test\r\nConnection: close\r\n${CREDENTIALS}${headers}\r\n`;
const chunk = (data: Buffer) =>
  Buffer.concat([Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from("\r\n")]);

async function create(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const credentials = { Authorization: `Basic ${API_KEY}`, version: "2026-02-27" };
  const response = await fetch(`${server.url}/customers`, {
    method: "POST",
    headers: { ...credentials, ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

describe("a path", () => {
  it.each(["/customers", "/customers/", "//customers"])("may be %s", async (path) => {
    expect(await talk(head(`POST ${path}`, "Content-Length: 2\r\n"), "{}")).toMatch(/^HTTP\/1.1 200 /);
  });

  it("may hold an id in any encoding", async () => {
    const encoded = [...id].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join("");
    for (const path of [encoded, `${id}%2C${id}`, `${id}/`]) {
      expect(await talk(head(`GET /customers/${path}`))).toContain(`"id":"${id}"`);
    }
    for (const odd of ["%00", "%ZZ", "a%2Fb", "%E0%A4%A"]) {
      expect(await talk(head(`GET /payment-intents/${odd}`))).toMatch(/^HTTP\/1.1 404 /);
    }
  });

  it("is a whole address for a client behind a proxy", async () => {
    expect(await talk(head(`GET http://dojo.test/customers/${id}`))).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe("a request", () => {
  it("may be HTTP/1.0 without a Host", async () => {
    const answer = await talk(`GET /customers/${id} HTTP/1.0\r\n${CREDENTIALS}\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(answer).toContain(`"id":"${id}"`);
  });

  it("may be HEAD, whose answer has no body", async () => {
    expect(await talk(head(`HEAD /customers/${id}`))).toMatch(/^HTTP\/1.1 200 [\s\S]*\r\n\r\n$/);
  });

  it("may wait for 100 Continue before its body", async () => {
    const expecting = "Expect: 100-continue\r\nContent-Length: 2\r\n";
    expect(await talk(head("POST /customers", expecting), "{}")).toMatch(
      /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /,
    );
  });

  it("may have headers of 24 KB, and at 40 KB is told so", async () => {
    const long = (bytes: number) => head(`GET /customers/${id}`, `X-Trace: ${"x".repeat(bytes)}\r\n`);
    expect(await talk(long(24_000))).toMatch(/^HTTP\/1.1 200 /);
    expect(await talk(long(40_000))).toMatch(/^HTTP\/1.1 431 /);
  });

  it("may carry a body where none is read", async () => {
    const rubbish = Buffer.from([0x7b, 0xff]);
    const send = (line: string) => talk(head(line, "Content-Length: 2\r\n"), rubbish);
    expect(await send(`GET /customers/${id}`)).toMatch(/^HTTP\/1.1 200 /);
    expect(await send(`POST /customers/${id}/create-secret`)).toMatch(/^HTTP\/1.1 200 /);
    const { id: intent } = await dojo.intent();
    expect(await send(`DELETE /payment-intents/${intent}`)).toMatch(/^HTTP\/1.1 200 /);
  });

  it.each(["Content-Length: 0\r\n", "", "Transfer-Encoding: chunked\r\n"])(
    "may announce JSON and have no body (%j)",
    async (length) => {
      const { id: intent } = await dojo.intent({ captureMode: "Manual" });
      await dojo.control("POST", "pay", { paymentIntentId: intent });
      const path = `/payment-intents/${intent}/reversal`;
      const headers = `Content-Type: application/json\r\n${length}`;
      const end = length.startsWith("Transfer") ? ["0\r\n\r\n"] : [];
      expect(await talk(head(`POST ${path}`, headers), ...end)).toMatch(/^HTTP\/1.1 200 /);
    },
  );

  it("comes two hundred times over one connection", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    const headers = { Authorization: `Basic ${API_KEY}`, version: "2026-02-27" };
    for (let call = 0; call < 200; call += 1) {
      const sent = request(`${server.url}/customers/${id}`, { agent, headers }).end();
      const [response] = await once(sent, "response");
      sockets.add(sent.socket);
      expect(response.statusCode).toBe(200);
      response.resume();
      await once(response, "end");
    }
    agent.destroy();
    expect(sockets.size).toBe(1);
  });

  it("finds its connection open after half a minute of silence", async () => {
    const response = await fetch(`${server.url}/customers/${id}`);
    await response.arrayBuffer();
    const seconds = Number(/timeout=(\d+)/.exec(response.headers.get("keep-alive") ?? "")?.[1]);
    expect(seconds).toBeGreaterThan(30);
  });
});

describe("the bytes of a body", () => {
  it.each([
    "application/json",
    "application/json; charset=utf-8",
    'application/json;charset="UTF-8"',
    "text/json",
  ])("may be called %s", async (type) => {
    expect((await create('{"name":"é"}', { "Content-Type": type })).body.name).toBe("é");
  });

  it("may have no Content-Type", async () => {
    expect((await create(new Uint8Array(Buffer.from('{"name":"Ann"}')))).body.name).toBe("Ann");
  });

  it("may come in chunks that part a letter", async () => {
    const body = Buffer.from('{"name":"Zoë 漢字"}');
    const cut = body.indexOf(0xc3) + 1;
    const chunks = [chunk(body.subarray(0, cut)), chunk(body.subarray(cut)), "0\r\n\r\n"];
    expect(await talk(head("POST /customers", "Transfer-Encoding: chunked\r\n"), ...chunks)).toContain(
      '"name":"Zoë 漢字"',
    );
  });

  it("may begin with a byte order mark", async () => {
    expect((await create('\uFEFF{"name":"Ann"}')).body.name).toBe("Ann");
  });

  it("are refused when they are not UTF-8", async () => {
    const { status, body } = await create(new Uint8Array(Buffer.from('{"name":"é"}', "latin1")));
    expect([status, body.detail]).toEqual([400, "The body is not UTF-8."]);
    const [last] = (await dojo.journal()).slice(-1);
    expect(last).toMatchObject({ status: 400, request: "[not UTF-8]" });
  });

  it("are refused when they are compressed, and identity is not", async () => {
    const zipped = await create(new Uint8Array(gzipSync('{"name":"Ann"}')), { "Content-Encoding": "gzip" });
    expect([zipped.status, zipped.body.detail]).toEqual([400, "The body is compressed (gzip)."]);
    expect((await create("{}", { "Content-Encoding": "identity" })).status).toBe(200);
  });

  it("are refused over a mebibyte, announced or in chunks", async () => {
    const large = "x".repeat(1024 * 1024);
    const { status, body } = await create(`{"name":"${large}"}`);
    expect([status, body.detail]).toEqual([400, "The body is larger than 1 MiB."]);
    const chunks = [chunk(Buffer.from(`{"name":"${large}"}`)), "0\r\n\r\n"];
    const answer = await talk(head("POST /customers", "Transfer-Encoding: chunked\r\n"), ...chunks);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain("larger than 1 MiB");
    expect(answer.toLowerCase()).toContain("connection: close");
  });
});
