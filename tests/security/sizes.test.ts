import { Readable } from "node:stream";
import { beforeAll, describe, expect, test } from "vitest";
import { matrix } from "./ownership/matrix";
import { type Person, signUp } from "./support/people";
import { sendRaw } from "./support/raw";
import { actions, type Fields } from "./support/visitor";

const MEGABYTE = 1_000_000;
const MOST_BYTES = 65_536;
const paths = Object.keys(matrix)
  .filter((name) => name.startsWith("POST "))
  .map((name) =>
    name.replace("POST ", "").replace("[number]", "100001").replace("[...nextauth]", "callback/credentials"),
  );

describe("6. A body has 64 KiB at most: five megabytes are answered 413 unread, more without a stated length 413 as well, and what is nested without end harms nobody", () => {
  let ada: Person;
  beforeAll(async () => {
    ada = await signUp();
  });
  const head = (type: string) => ({ origin: ada.shopUrl, cookie: ada.cookies(), "content-type": type });

  test.each([...paths, "/", "/basket", "/sign-in"])("five megabytes to %s", async (path) => {
    const sinceMs = performance.now();
    const headers = {
      ...head("application/x-www-form-urlencoded"),
      "content-length": 5 * MEGABYTE,
      "dojo-signature": "x",
    };
    const answer = await sendRaw(path, { method: "POST", headers, body: Readable.from(["x"]) });
    expect(answer.status).toBe(413);
    expect(answer.headers.connection).toBe("close");
    expect(performance.now() - sinceMs).toBeLessThan(1_000);
  });

  test.each(paths.filter((path) => !path.includes("webhooks")))(
    "65,537 bytes, whether or not that is said, to %s",
    async (path) => {
      for (const type of [
        "application/x-www-form-urlencoded",
        "application/json",
        "multipart/form-data; boundary=x",
      ]) {
        const much = "x".repeat(MOST_BYTES);
        const unsaid = await sendRaw(path, {
          method: "POST",
          headers: head(type),
          body: Readable.from([much, "x"]),
        });
        expect(unsaid.status, type).toBe(413);
        const headers = { ...head(type), "content-length": MOST_BYTES + 1 };
        const said = await sendRaw(path, { method: "POST", headers, body: `${much}x` });
        expect(said.status, type).toBe(413);
      }
    },
  );

  test("and can fail: a form of 65,536 bytes arrives, whether or not it says its length", async () => {
    const start = "email=nobody%40example.com&password=x&csrfToken=";
    const form = start.padEnd(MOST_BYTES, "x");
    for (const body of [form, Readable.from([start, form.slice(start.length)])]) {
      const says = body === form ? { "content-length": MOST_BYTES } : {};
      const { status } = await sendRaw("/api/auth/callback/credentials", {
        method: "POST",
        headers: { ...head("application/x-www-form-urlencoded"), ...says },
        body,
      });
      expect(status).toBe(302);
    }
  });

  const deep: Record<string, string> = {
    arrays: `${"[".repeat(30_000)}${"]".repeat(30_000)}`,
    objects: `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`,
    "arrays without an end": "[".repeat(60_000),
    "references to itself": JSON.stringify(Array(5_000).fill("$0")),
    "references to others": JSON.stringify(Array(5_000).fill("$K1")),
    "big numbers": `["$n${"9".repeat(50_000)}"]`,
  };
  test.each(Object.entries(deep))("%s as an action's arguments", async (_, argument) => {
    const sinceMs = performance.now();
    for (const { id, path } of actions().slice(0, 3)) {
      const answer = await ada.send(path, {
        method: "POST",
        body: argument,
        headers: { "next-action": id, "content-type": "text/plain" },
      });
      expect(answer.status).toBeLessThan(501);
      expect(answer.text).not.toMatch(/\bat .*\.js|RangeError|stack/);
    }
    expect(performance.now() - sinceMs).toBeLessThan(3_000);
    expect((await ada.get("/api/health/live")).status).toBe(200);
  });

  test("a thousand fields, and one a thousand times, are no form of the shop's", async () => {
    const many: Fields = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`f${at}`, "x"]));
    expect((await ada.post("/checkout/pay", many)).goesTo).toContain("/checkout?problem=");
    const twice = new URLSearchParams(Array(1_000).fill(["clickToken", "x"]));
    const answer = await ada.send("/checkout/pay", { method: "POST", body: twice });
    expect(answer.goesTo).toContain("/checkout?problem=");
  });
});
