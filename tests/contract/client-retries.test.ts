import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Answer,
  clientAt,
  inTurn,
  json,
  raw,
  refusalOf,
  reset,
  silence,
  startStub,
} from "./stub-server";

const stub = await startStub();
const { callDojo, wire } = await clientAt(stub.url);
afterAll(stub.close);
beforeEach(() => {
  stub.sent.length = 0;
});

type Options = Partial<Parameters<typeof callDojo>[0]>;
const call = (method: "GET" | "POST" | "PATCH" | "DELETE", options: Options = {}) =>
  callDojo({ operation: "Test", method, path: "/x", answer: wire.customer, ...options });
const good = json(200, { id: "cust_1" });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const start = performance.now();
  return { result: await work, ms: performance.now() - start };
}

/** A byte every 20 ms, without end: each read succeeds, the whole never does. */
const dribble: Answer = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => clearInterval(timer));
};

const broken: [string, Answer][] = [
  ["500", json(500, {})],
  ["503", raw(503, "<html>")],
  ["429", json(429, {})],
  ["a broken connection", reset],
  [
    "a broken body",
    (response, request) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => request.socket.destroy());
    },
  ],
];

describe("a GET", () => {
  test.each(broken)("is sent again after %s, and its answer is taken", async (_, answer) => {
    stub.answer = inTurn(answer, answer, good);
    expect(await call("GET")).toEqual({ id: "cust_1" });
    expect(stub.sent).toHaveLength(3);
  });

  test.each(broken)("is sent three times at most when there is only %s", async (_, answer) => {
    stub.answer = answer;
    await refusalOf(call("GET"));
    expect(stub.sent).toHaveLength(3);
  });

  test("waits as long as Dojo asks", async () => {
    stub.answer = inTurn(json(429, {}, { "retry-after": "1" }), good);
    const { ms } = await timed(call("GET"));
    expect(ms).toBeGreaterThanOrEqual(990);
    expect(stub.sent).toHaveLength(2);
  });

  test.each(["7", "99999999999"])("waits a second at most when Dojo asks for %s", async (asked) => {
    stub.answer = inTurn(json(429, {}, { "retry-after": asked }), good);
    const { ms } = await timed(call("GET"));
    expect(ms).toBeGreaterThanOrEqual(990);
    expect(ms).toBeLessThan(2_500);
  });

  test("does not wait beyond its deadline", async () => {
    stub.answer = json(429, {}, { "retry-after": "1" });
    const { result, ms } = await timed(refusalOf(call("GET", { deadlineMs: 800 })));
    expect(result).toMatchObject({ kind: "rate-limited" });
    expect(ms).toBeLessThan(600);
    expect(stub.sent).toHaveLength(1);
  });

  test.each(["Wed, 21 Oct 2026 07:28:00 GMT", "-5", "soon"])(
    "goes on at its own pace after %s",
    async (asked) => {
      stub.answer = inTurn(json(429, {}, { "retry-after": asked }), good);
      expect(await call("GET")).toEqual({ id: "cust_1" });
    },
  );

  test.each([400, 401, 403, 404, 405, 409])("is not sent again after %i", async (status) => {
    stub.answer = json(status, {});
    await refusalOf(call("GET"));
    expect(stub.sent).toHaveLength(1);
  });

  test("is not sent again after an answer that makes no sense", async () => {
    stub.answer = raw(200, "<html>");
    await refusalOf(call("GET"));
    expect(stub.sent).toHaveLength(1);
  });
});

describe("a POST without an idempotency key", () => {
  test.each(broken)("is sent exactly once, also after %s", async (_, answer) => {
    stub.answer = inTurn(answer, good);
    await refusalOf(call("POST", { body: {} }));
    await pause(400);
    expect(stub.sent).toHaveLength(1);
  });

  test("is sent exactly once when nobody answers in time", async () => {
    stub.answer = silence;
    const error = await refusalOf(call("POST", { body: {}, deadlineMs: 800 }));
    expect(error).toMatchObject({ kind: "timeout", nothingHappened: false });
    await pause(400);
    expect(stub.sent).toHaveLength(1);
  });

  test.each(["PATCH", "DELETE"] as const)("is no exception: a %s is sent once too", async (method) => {
    stub.answer = inTurn(json(500, {}), good);
    await refusalOf(call(method));
    expect(stub.sent).toHaveLength(1);
  });
});

describe("a POST with an idempotency key", () => {
  test.each(broken)("is sent again after %s, with the same key and body", async (_, answer) => {
    stub.answer = inTurn(answer, good);
    expect(await call("POST", { body: { amount: 5 }, idempotencyKey: "refund-1" })).toEqual({ id: "cust_1" });
    expect(stub.sent.map(({ headers, body }) => [headers.idempotencykey, body])).toEqual([
      ["refund-1", '{"amount":5}'],
      ["refund-1", '{"amount":5}'],
    ]);
  });

  test("is not sent again after a refusal", async () => {
    stub.answer = json(409, {});
    await refusalOf(call("POST", { body: {}, idempotencyKey: "refund-1" }));
    expect(stub.sent).toHaveLength(1);
  });
});

describe("the deadline", () => {
  test.each<[string, Answer]>([
    ["nobody answers", silence],
    ["the answer comes byte by byte", dribble],
  ])("holds for the whole call when %s", async (_, answer) => {
    stub.answer = answer;
    const { result, ms } = await timed(refusalOf(call("GET", { deadlineMs: 800 })));
    expect(result).toMatchObject({ kind: "timeout", retryable: true, nothingHappened: false });
    expect(ms).toBeGreaterThan(700);
    expect(ms).toBeLessThan(3_000);
    expect(stub.sent).toHaveLength(1);
  });

  test("holds for all tries together, not for each", async () => {
    const late: Answer = (response, request) => setTimeout(() => json(500, {})(response, request), 1_000);
    stub.answer = inTurn(late, silence);
    const { result, ms } = await timed(refusalOf(call("GET", { deadlineMs: 1_500 })));
    expect(result.kind).toBe("timeout");
    expect(stub.sent).toHaveLength(2);
    expect(ms).toBeLessThan(2_300);
  });

  test("that has passed ends nothing that was answered in time", async () => {
    stub.answer = (response, request) => setTimeout(() => good(response, request), 50);
    expect(await call("GET", { deadlineMs: 5_000 })).toEqual({ id: "cust_1" });
  });
});
