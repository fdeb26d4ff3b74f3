import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/lib/stack.mjs";
import { setting } from "../setup/setting";
import { openInnerHost } from "./support/dojo-stub";
import { shopLog } from "./support/log";
import { sendRaw } from "./support/raw";
import { visitor } from "./support/visitor";

let inner: Awaited<ReturnType<typeof openInnerHost>>;
beforeAll(async () => {
  inner = await openInnerHost();
});
afterEach(() => expect(inner.heard).toEqual([]));
afterAll(() => inner.close());

test("7. There is no image optimiser to ask: /_next/image answers 400 or 404 whatever it is given, and nothing is rewritten by a request", async () => {
  const own = ["/products/harbour-mug.svg", "/icon.svg", "//127.0.0.1/x.png", "/%2e%2e/%2e%2e/.env"];
  const urls = [
    ...own,
    inner.url,
    `${inner.url}/x.svg`,
    "http://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
  ];
  for (const url of urls) {
    const answer = await visitor().get(`/_next/image?url=${encodeURIComponent(url)}&w=640&q=75`);
    expect([400, 404], url).toContain(answer.status);
    expect(answer.headers.get("content-type")).not.toMatch(/^image/);
  }
  const manifest = JSON.parse(
    readFileSync(join(root, setting("TEST_DIST_DIR"), "routes-manifest.json"), "utf8"),
  );
  const { beforeFiles = [], afterFiles = [], fallback = [] } = manifest.rewrites;
  expect([...beforeFiles, ...afterFiles, ...fallback]).toEqual([]);
});

describe("8. Upgrades, whole addresses and a forged Host reach nothing behind the shop, and no answer repeats the forged name", () => {
  const host = () => inner.url.replace("http://", "");
  const upgrade = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
  };

  test("an upgrade is not made", async () => {
    for (const path of ["/", "/_next/webpack-hmr", "/api/health/live", "/account"]) {
      const { status } = await sendRaw(path, { headers: { ...upgrade, host: host() } });
      expect(status, path).not.toBe(101);
    }
  });

  test("a whole address is answered 400", async () => {
    for (const path of [
      `${inner.url}/`,
      `${inner.url}/steal`,
      "http://169.254.169.254/",
      "https://localhost/",
      "*",
    ])
      expect((await sendRaw(path)).status, path).toBe(400);
    expect((await sendRaw("/", { method: "TRACE" })).status).toBe(405);
    await expect(sendRaw(inner.url.replace("http://", ""), { method: "CONNECT" })).rejects.toThrow("hang up");
  });

  test("an address with steps up or down is answered 400, so that no rule is passed by another spelling", async () => {
    const origin = { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" };
    for (const path of [
      "/api/auth/../sign-out",
      "/api/auth/%2e%2e/sign-out",
      "/api/auth/.%2E/sign-out",
      "/api/auth%2f..%2fsign-out",
      "/api/auth/..%5csign-out",
      "/./account",
      "/products/%2e",
    ])
      for (const headers of [{}, origin])
        expect((await sendRaw(path, { method: "POST", headers })).status, path).toBe(400);
  });

  test("an address of more than 2,000 characters is answered 414 at once, whatever it is made of", async () => {
    for (const piece of ["a=1&", "%41", "/", "?", "[]=&"]) {
      const sinceMs = performance.now();
      const path = `/?${piece.repeat(12_000 / piece.length)}`;
      expect((await sendRaw(path)).status, piece).toBe(414);
      expect(performance.now() - sinceMs, piece).toBeLessThan(500);
    }
    expect((await sendRaw(`/?${"a".repeat(1_998)}`)).status).toBe(200);
  });

  test("a proxy that nobody configured is told of in the log, once", async () => {
    for (const hop of ["203.0.113.7", "203.0.113.8", "rubbish"])
      await sendRaw("/api/health/live", { headers: { "x-forwarded-for": hop } });
    expect(shopLog().filter((line) => line.includes("without TRUSTED_PROXIES"))).toHaveLength(1);
  });

  test("a forged host is nobody's address", async () => {
    const forged = `${randomUUID()}.example`;
    const names = ["host", "x-forwarded-host", "x-forwarded-server", "x-host", "forwarded"];
    for (const name of names)
      for (const value of [forged, host()])
        for (const path of [
          "/",
          "/account",
          "/api/auth/signin",
          "/api/auth/providers",
          "/sitemap.xml",
          "/robots.txt",
          "//x/..",
          "/basket/",
        ]) {
          const { status, headers, text } = await sendRaw(path, {
            headers: { [name]: name === "forwarded" ? `host=${value}` : value },
          });
          expect(status, path).toBeLessThan(500);
          expect(`${JSON.stringify(headers)}${text}`.includes(value), `${name}: ${path}`).toBe(false);
        }
  });
});
