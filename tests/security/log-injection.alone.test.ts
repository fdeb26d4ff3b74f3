import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { sendBytes } from "./support/connection";
import { shopLog } from "./support/log";
import { forgetTries } from "./support/tries";
import { action, visitor } from "./support/visitor";

const marker = `forged${randomBytes(6).toString("hex")}`;
/** Would be a line of the audit log, if it came to stand on one of its own. */
const forged = JSON.stringify({ level: 30, audit: "sign-in", userId: marker });
const ENDS = ["\n", "\r\n", "\r\u2028\u0085", "\u0000\u001b[2K\u001b[1A\u009b2J\u202e\n", '"}\n', "\\n\n"];
const evil = ENDS.map((end) => `${marker}${end}${forged}${end}`);
const hasForbidden = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

let before = 0;

beforeAll(async () => {
  before = shopLog().length;
  await Promise.all(evil.map(inForms));
  await Promise.all(evil.map(inHeads));
  await Promise.all(evil.map(inBytes));
  // Lines are written in order, and this one always.
  const fields = { name: "Last", email: `last-${marker}@example.com`, password: "correct horse battery" };
  const { headers } = await visitor().act(action("signUpAction"), fields);
  const last = headers.get("x-request-id") ?? "none";
  await vi.waitFor(() => expect(shopLog().join("\n")).toContain(last), { timeout: 10_000 });
});
afterAll(forgetTries);

async function inForms(text: string) {
  const names = ["signInAction", "signUpAction", "forgotPasswordAction", "changeQuantityAction"];
  const inputs = ["email", "name", "password", "token", "slug", "callbackUrl"];
  const fields = Object.fromEntries(inputs.map((name) => [name, text]));
  for (const name of names) await visitor().act(action(name), fields);
  await visitor().send("/api/webhooks/dojo", { method: "POST", body: text });
  await visitor().post("/api/auth/callback/credentials", fields);
  await visitor().post("/checkout/pay", fields);
}

/** Encoded where a client must; the rest as far as one lets through. */
async function inHeads(text: string) {
  const encoded = encodeURIComponent(text);
  const seen = text.replaceAll(/[^\x20-\x7e\x80-\xff]/g, "\t");
  const told = ["user-agent", "referer", "x-request-id", "x-forwarded-for", "next-action"];
  const headers = { ...Object.fromEntries(told.map((name) => [name, seen])), cookie: `a=${seen}` };
  for (const path of [`/${encoded}`, `/orders/${encoded}`, `/reset-password?token=${encoded}`]) {
    await visitor().send(path, { headers });
    await visitor().send(path, { method: "POST", headers: { ...headers, origin: seen } });
    await visitor().send(path, { method: "PUT", headers });
  }
  await visitor().send("/sign-in", { method: "POST", body: text, headers });
}

async function inBytes(text: string) {
  const bytes = Buffer.from(text).toString("latin1");
  await sendBytes(`GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ${bytes}`);
  await sendBytes(
    `POST /${bytes.replaceAll(/[\r\n ]/g, "")} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0`,
  );
  await sendBytes(`${marker} /${bytes} HTTP/1.1\r\nHost: localhost`);
}

describe("55. Whatever is sent stays within its own line of the log: each is one JSON object of the shop's", () => {
  const ours = () =>
    shopLog().slice(
      Math.max(
        before,
        shopLog().findIndex((line) => line.startsWith("{")),
      ),
    );

  test("every line since the first request is one object with a level and a time", () => {
    // What anybody can cause without end is written a few times only.
    expect(ours().length).toBeGreaterThan(5);
    for (const line of ours())
      expect(JSON.parse(line), line).toMatchObject({
        level: expect.any(Number),
        time: expect.stringMatching(/Z$/),
      });
  });

  test("something of what was sent is in there, and forged no line", () => {
    const text = ours().join("\n");
    expect(text).toContain(marker);
    for (const line of ours()) {
      expect(line.startsWith(marker)).toBe(false);
      expect(JSON.parse(line).userId).not.toBe(marker);
    }
  });

  test("no line holds a character that a terminal obeys or another reader takes for the end of a line", () => {
    for (const line of ours()) expect(hasForbidden.test(line), JSON.stringify(line)).toBe(false);
  });
});
