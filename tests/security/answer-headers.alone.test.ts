import { beforeAll, describe, expect, test } from "vitest";
import { setting } from "../setup/setting";
import { matrix } from "./ownership/matrix";
import { sendBytes } from "./support/connection";
import { type Person, signUp } from "./support/people";
import { type Answer, visitor } from "./support/visitor";

let person: Person;
beforeAll(async () => {
  person = await signUp();
});

const always = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

function expectHeaders({ headers }: Pick<Answer, "headers">, what: string) {
  for (const [name, value] of Object.entries(always))
    expect(headers.get(name), `${what} ${name}`).toBe(value);
  expect(headers.get("referrer-policy"), what).toMatch(/^(same-origin|no-referrer|strict-origin)$/);
  expect(headers.get("permissions-policy"), what).toMatch(/camera=\(\).*geolocation=\(\).*payment=\(\)/);
  expect(headers.get("content-security-policy"), what).toMatch(/frame-ancestors 'none'/);
  expect(headers.get("x-powered-by"), what).toBeNull();
  expect(headers.get("server"), what).toBeNull();
  expect(headers.get("x-request-id"), what).toMatch(/^[\w-]{8}-\w+$/);
}

describe("49. Every answer, errors and files included, carries the security headers and an id", () => {
  const gets = Object.keys(matrix).filter((name) => name.startsWith("GET ") && !name.includes("["));

  test.each(gets)("%s, for strangers and shoppers", async (name) => {
    const path = name.slice(4);
    expectHeaders(await visitor().get(path), path);
    expectHeaders(await person.get(path), path);
  });

  test.each<[string, RequestInit, number]>([
    ["/orders/%E0%A4", {}, 400],
    ["/no-such-page", {}, 404],
    ["/orders/999999", {}, 307],
    ["/products/none", {}, 404],
    ["/_next/static/none.js", {}, 404],
    ["/products/harbour-mug.svg", {}, 200],
    ["/favicon.ico", {}, 200],
    ["/sign-out", { method: "POST" }, 303],
    ["/sign-out", { method: "POST", headers: { origin: "https://evil.example" } }, 403],
    ["/checkout/pay", { method: "GET" }, 405],
    ["/checkout/pay", { method: "POST", body: "x".repeat(70_000) }, 413],
    ["/", { method: "DELETE" }, 405],
    ["/api/webhooks/dojo", { method: "POST", body: "{}" }, 401],
    ["/api/webhooks/dojo", {}, 405],
    ["/api/health/ready", {}, 200],
    ["/api/auth/nothing", {}, 400],
    ["/_global-error", {}, 404],
    ["/_global%2Derror", {}, 404],
    ["/products/harbour-mug.svg", { headers: { range: "bytes=99999999-" } }, 200],
    ["/products/none.svg", {}, 404],
    ["/api/webhooksfoo", {}, 404],
  ])("%s %j is answered %i with them", async (path, init, status) => {
    const answer = await visitor().send(path, init);
    expect(answer.status).toBe(status);
    expectHeaders(answer, path);
  });

  test.each([
    ["no HTTP", "NONSENSE", 400],
    ["a body's length twice", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2", 400],
    ["no host", "GET / HTTP/1.1", 400],
    ["endless headers", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}`, 431],
    ["an expectation", "POST / HTTP/1.1\r\nHost: x\r\nExpect: coffee\r\nContent-Length: 0", 417],
  ])("what Node cannot read is answered with them: %s", async (what, head, status) => {
    const [start = "", ...fields] = (await sendBytes(head)).split("\r\n\r\n")[0]?.split("\r\n") ?? [];
    expect(start).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const headers = new Headers(
      fields.map((field) => field.split(/: (.*)/s).slice(0, 2) as [string, string]),
    );
    expectHeaders({ headers }, what);
    expect(headers.get("connection"), what).toBe("close");
  });

  test("pages without a nonce are none: what only begins like a file or like the webhook is a page", async () => {
    for (const path of ["/api/webhooksfoo", "/products/none.svgx", "/_next/staticfoo"])
      expect((await visitor().get(path)).headers.get("content-security-policy"), path).toMatch(/'nonce-/);
  });

  test("the server that is started without proxy.ts says them too", async () => {
    expectHeaders(await visitor(setting("BARE_SHOP_URL")).get("/account"), "/account");
  });
});

describe("48. The policy of pages: a fresh nonce of 16 random bytes, strict-dynamic, nothing inline, nothing framed", () => {
  test.each(["/", "/basket", "/sign-in", "/no-such-page"])("%s", async (path) => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await person.get(path)).headers.get("content-security-policy")),
    );
    const nonces = policies.map(
      (policy) => /script-src 'nonce-([\w+/]{22}==)' 'strict-dynamic';/.exec(policy ?? "")?.[1],
    );
    expect(nonces[0]).toBeTruthy();
    expect(nonces[0]).not.toBe(nonces[1]);
    for (const policy of policies) {
      expect(policy).not.toMatch(/unsafe-|\*|https?:(?!\/\/127)/);
      for (const part of [
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(part);
      expect(policy).toContain(`form-action 'self' ${setting("EMULATOR_URL")};`);
    }
  });
});
