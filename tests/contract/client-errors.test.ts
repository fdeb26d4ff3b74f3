import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Answer, clientAt, json, raw, refusalOf, reset, startStub } from "./stub-server";

const stub = await startStub();
const { callDojo, wire } = await clientAt(stub.url);
const secret = "cs_sandbox_the-customer-secret";
afterAll(stub.close);
beforeEach(() => {
  stub.sent.length = 0;
});

const post = (deadlineMs = 5_000) =>
  callDojo({
    operation: "Customers_Create",
    method: "POST",
    path: "/customers",
    body: { secret },
    answer: wire.customer,
    deadlineMs,
  });

describe("a refusal", () => {
  test.each([
    [400, "refused", false, true],
    [401, "unauthorised", false, true],
    [403, "unauthorised", false, true],
    [404, "not-found", false, true],
    [405, "conflict", false, true],
    [409, "conflict", false, true],
    [422, "refused", false, true],
    [429, "rate-limited", true, true],
    [500, "unavailable", true, false],
    [502, "unavailable", true, false],
    [503, "unavailable", true, false],
    [504, "unavailable", true, false],
  ])(
    "with %i is %s; worth another try: %s; certainly nothing happened: %s",
    async (status, kind, retryable, nothingHappened) => {
      stub.answer = json(status, { title: "No", status, traceId: "00-abc-1" });
      const error = await refusalOf(post());
      expect(error).toMatchObject({ kind, status, retryable, nothingHappened, traceId: "00-abc-1" });
      expect(error).toMatchObject({ operation: "Customers_Create" });
      expect(error.message).toBe(`Dojo Customers_Create: ${kind} (${status})`);
    },
  );

  test("names the fields that were wrong, not what was in them", async () => {
    const errors = { emailAddress: [`${secret} is not one`], "customer.secret": ["expired"] };
    stub.answer = json(400, { title: "Invalid", status: 400, errors });
    const error = await refusalOf(post());
    expect(error.message).toBe("Dojo Customers_Create: refused (400): fields emailAddress, customer.secret");
  });

  test.each<[string, string]>([
    ["HTML", "<html><h1>Bad gateway</h1>"],
    ["nothing", ""],
    ["half of its JSON", '{"title": "No", "tra'],
    ["JSON of another shape", '{"traceId": 5, "errors": "all of them"}'],
    ["no object", "null"],
  ])("that says %s keeps the meaning of its status", async (_, body) => {
    stub.answer = raw(502, body);
    expect(await refusalOf(post())).toMatchObject({ kind: "unavailable", status: 502, traceId: undefined });
    stub.answer = raw(404, body);
    expect(await refusalOf(post())).toMatchObject({ kind: "not-found", status: 404, traceId: undefined });
  });
});

describe("an answer that is not what was promised", () => {
  test.each<[string, Answer]>([
    ["is cut off", raw(200, '{"id": "cust_1"')],
    ["is HTML", raw(200, "<html>", { "content-type": "text/html" })],
    ["is empty", raw(200, "")],
    ["has no content", raw(204, "")],
    ["is null", json(200, null)],
    ["is a list", json(200, [{ id: "cust_1" }])],
    ["lacks the id", json(200, { name: "Ann" })],
    ["has an empty id", json(200, { id: "" })],
    ["has a number for an id", json(200, { id: 7 })],
  ])("is refused when it %s: what was asked may have been done", async (_, answer) => {
    stub.answer = answer;
    const error = await refusalOf(post());
    expect(error).toMatchObject({ kind: "invalid-answer", retryable: false, nothingHappened: false });
    expect(error.message).not.toMatch(/Ann|cust_1|<html>/);
  });

  test("may carry more than was promised", async () => {
    stub.answer = json(201, { id: "cust_1", later: { more: [1] } });
    expect(await post()).toEqual({ id: "cust_1" });
  });

  test("does not matter to a call that wants none", async () => {
    const cancel = () => callDojo({ operation: "Test", method: "DELETE", path: "/x", answer: "none" });
    for (const answer of [raw(204, ""), json(200, { id: 1 }), raw(200, "<html>")]) {
      stub.answer = answer;
      expect(await cancel()).toBeUndefined();
    }
  });
});

describe("a failure on the way", () => {
  test("is unknown when the connection breaks after the request went out", async () => {
    stub.answer = reset;
    expect(await refusalOf(post())).toMatchObject({
      kind: "network",
      retryable: true,
      nothingHappened: false,
    });
  });

  test.each(["127.0.0.1", "localhost"])("is certain when %s refuses the connection", async (host) => {
    const closed = await startStub();
    const { port } = new URL(closed.url);
    await closed.close();
    const later = await clientAt(`http://${host}:${port}`);
    const error = await refusalOf(later.createCustomerSecret("cust_1"));
    expect(error).toMatchObject({
      kind: "not-sent",
      status: undefined,
      retryable: true,
      nothingHappened: true,
    });
  });
});
