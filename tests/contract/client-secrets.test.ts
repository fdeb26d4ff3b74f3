import { inspect } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import {
  type Answer,
  apiKey,
  clientAt,
  json,
  raw,
  refusalOf,
  reset,
  silence,
  startStub,
} from "./stub-server";

const stub = await startStub();
const { callDojo, wire } = await clientAt(stub.url);
const secret = "cs_sandbox_the-customer-secret";
afterAll(stub.close);

const calls = {
  "a call with the key": () =>
    callDojo({
      operation: "Customers_Create",
      method: "POST",
      path: "/customers",
      body: { secret },
      answer: wire.customer,
      deadlineMs: 300,
    }),
  "a call with the customer secret": () =>
    callDojo({
      operation: "Customers_DeletePaymentMethod",
      method: "DELETE",
      path: "/x",
      answer: wire.customer,
      customerSecret: secret,
      deadlineMs: 300,
    }),
};

describe("no error tells a secret", () => {
  const echo: Answer = (response, request) =>
    json(400, { title: request.headers.authorization, detail: apiKey, errors: { name: [secret, apiKey] } })(
      response,
      request,
    );

  test.each<[string, Answer]>([
    ["echoes the key", echo],
    ["answers nonsense", raw(200, `${apiKey} ${secret}`)],
    ["answers with the wrong shape", json(200, { id: 7, secret, apiKey })],
    ["leads elsewhere", raw(302, "", { location: `http://evil.invalid/?csc=${secret}` })],
    ["breaks the connection", reset],
    ["does not answer", silence],
  ])("when Dojo %s", async (_, answer) => {
    stub.answer = answer;
    for (const [name, call] of Object.entries(calls)) {
      const error = await refusalOf(call());
      const told = [
        String(error),
        error.stack,
        JSON.stringify(error),
        inspect(error, { depth: 10, showHidden: true }),
      ];
      for (const text of told) expect(text, name).not.toMatch(/the-api-key|the-customer-secret/);
    }
  });
});
