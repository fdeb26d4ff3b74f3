import { afterEach, describe, expect, test, vi } from "vitest";
import { settings } from "./shop-settings";

/** The modules that read the settings once, loaded for a shop at this address. */
async function shopAt(url: string) {
  vi.resetModules();
  process.env.SHOP_URL = url;
  const modules = await Promise.all([
    import("@/lib/auth/cookies"),
    import("@/lib/auth/same-origin"),
    import("@/lib/http"),
  ]);
  return Object.assign({}, ...modules) as (typeof modules)[0] & (typeof modules)[1] & (typeof modules)[2];
}
afterEach(() => {
  process.env.SHOP_URL = settings.SHOP_URL;
});

describe("the names of the shop's cookies", () => {
  test.each([
    ["https://shop.example", "__Host-session"],
    ["https://shop.example:8443", "__Host-session"],
    ["http://localhost:3000", "__Host-session"],
    ["http://localhost:3001", "__Host-session-3001"],
    ["http://localhost", "__Host-session-80"],
  ])("at %s include %s", async (url, name) => expect((await shopAt(url)).cookieName("session")).toBe(name));

  test("go with attributes that __Host- demands", async () => {
    expect((await shopAt(settings.SHOP_URL)).cookieAttributes).toEqual({
      httpOnly: true,
      secure: true,
      sameSite: "lax",
      path: "/",
    });
  });
});

describe("a form post", () => {
  const post = (headers: Record<string, string>) =>
    new Request("http://localhost:3000/checkout/pay", { method: "POST", headers });

  test.each<[boolean, Record<string, string>]>([
    [true, { origin: "http://localhost:3000" }],
    [true, { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }],
    [false, {}],
    [false, { origin: "null" }],
    [false, { origin: "http://localhost:3001" }],
    [false, { origin: "http://localhost:3000.evil.example" }],
    [false, { origin: "https://localhost:3000" }],
    [false, { origin: "http://localhost:3000", "sec-fetch-site": "cross-site" }],
    [false, { origin: "http://localhost:3000", "sec-fetch-site": "same-site" }],
    [false, { origin: "http://localhost:3000", "sec-fetch-site": "none" }],
  ])("comes from the shop's own pages: %s with %j", async (own, headers) => {
    expect((await shopAt("http://localhost:3000")).isSameOrigin(post(headers))).toBe(own);
  });
});

describe("the answer to a form", () => {
  test("sends the browser on with one 303 that nothing stores", async () => {
    const answer = (await shopAt("http://localhost:3000")).seeOther("/checkout?problem=stock");
    expect(answer.status).toBe(303);
    expect(Object.fromEntries(answer.headers)).toEqual({
      location: "http://localhost:3000/checkout?problem=stock",
      "cache-control": "no-store",
    });
  });

  test("leads to Dojo without telling where from", async () => {
    const answer = (await shopAt("http://localhost:3000")).toPaymentPage(
      "https://pay.dojo.tech:443/checkout/pi_1",
    );
    expect(answer.headers.get("location")).toBe("https://pay.dojo.tech/checkout/pi_1");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("to a stranger's form is a plain refusal", async () => {
    const answer = (await shopAt("http://localhost:3000")).forbidden();
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toMatch(/</);
  });
});
