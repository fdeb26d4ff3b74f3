import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { leaksInDatabase } from "../setup/canaries";
import { setting } from "../setup/setting";
import { openDojoStub, openInnerHost } from "./support/dojo-stub";
import { addToBasket, buy, lastOrder, type Person, pressPay, signUp } from "./support/people";
import { query } from "./support/query";

const isCreate = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && path === "/payment-intents";
const newShopper = async () => {
  const who = await signUp(undefined, setting("STUBBED_SHOP_URL"));
  await addToBasket(who);
  return who;
};

let dojo: Awaited<ReturnType<typeof openDojoStub>>;
beforeAll(async () => {
  dojo = await openDojoStub();
});
beforeEach(() => {
  dojo.bend = (_, reply) => reply;
});
afterAll(() => dojo.close());

describe("36. Calls go to the configured Dojo alone: a redirect is not followed, and the key reaches no second host", () => {
  let inner: Awaited<ReturnType<typeof openInnerHost>>;
  let ada: Person;
  beforeAll(async () => {
    inner = await openInnerHost();
    ada = await newShopper();
    dojo.bend = (asked, reply) => (isCreate(asked) ? { ...reply, text: ownLink(reply.text) } : reply);
    expect((await pressPay(ada)).goesTo).toContain("https://pay.dojo.tech/");
  });
  afterAll(() => inner.close());

  test.each([301, 302, 303, 307, 308])("%i", async (status) => {
    dojo.asked.length = 0;
    dojo.bend = () => ({ status, headers: { location: `${inner.url}/steal` }, text: "" });
    const page = await ada.get("/account/cards");
    expect(page.status).toBe(200);
    expect(page.text).not.toContain(inner.url);
    const calls = dojo.asked.filter(
      ({ headers }) => headers.authorization === `Basic ${setting("TEST_DOJO_API_KEY")}`,
    );
    expect(calls.length).toBeGreaterThan(0);
    expect(inner.heard).toEqual([]);
  });

  test("nor when a payment is made", async () => {
    const bob = await newShopper();
    dojo.bend = (asked, reply) =>
      isCreate(asked) ? { status: 307, headers: { location: `${inner.url}/steal` }, text: "" } : reply;
    const answer = await pressPay(bob);
    expect(answer.goesTo).toContain("/checkout?problem=");
    expect(inner.heard).toEqual([]);
  });
});

/** The emulator's links lead to itself; this shop takes those of pay.dojo.tech only. */
function ownLink(text: string, origin = "https://pay.dojo.tech"): string {
  const intent = JSON.parse(text);
  return JSON.stringify({ ...intent, paymentLink: `${origin}/checkout/${intent.id}?csc=canary` });
}

describe("39. A payment link is followed to Dojo's own origin only: another host, scheme, port or a name before the host is refused", () => {
  test.each([
    ...["https://pay.dojo.tech.evil.example", "https://pay.dojo.tech@evil.example", "http://pay.dojo.tech"],
    ...[
      "https://pay.dojo.tech:444",
      "https://user:word@pay.dojo.tech",
      "https://evil.example\\@pay.dojo.tech",
    ],
    ...[
      "https://pay.dojo.tech%2eevil.example",
      "//pay.dojo.tech",
      "javascript:https://pay.dojo.tech",
      "https://PAY.dojo.tech.",
    ],
  ])("%s", async (origin) => {
    const who = await newShopper();
    dojo.bend = (asked, reply) => (isCreate(asked) ? { ...reply, text: ownLink(reply.text, origin) } : reply);
    const answer = await pressPay(who);
    expect(answer.status).toBe(303);
    expect(answer.goesTo).toMatch(new RegExp(`^${who.shopUrl}/checkout\\?problem=`));
    expect(answer.text).toBe("");
  });

  test("and can fail: Dojo's own is followed", async () => {
    const who = await newShopper();
    dojo.bend = (asked, reply) => (isCreate(asked) ? { ...reply, text: ownLink(reply.text) } : reply);
    const answer = await pressPay(who);
    expect(new URL(answer.goesTo ?? "").origin).toBe("https://pay.dojo.tech");
  });
});

describe("38. A payment link is a secret: in one 303 with no-store and no-referrer, sealed at rest, and on no page", () => {
  test("from the pay button, and from the order's", async () => {
    const ada = await signUp(undefined, setting("SHOP_URL"));
    await buy(ada);
    await addToBasket(ada);
    const pressed = await pressPay(ada);
    const { id, number } = await lastOrder(ada);
    const again = await ada.post(`/orders/${number}/pay`, {});
    for (const { status, headers, text, goesTo } of [pressed, again]) {
      expect(status).toBe(303);
      expect(new URL(goesTo ?? "").origin).toBe(setting("EMULATOR_URL"));
      expect(headers.get("cache-control")).toContain("no-store");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(text).toBe("");
    }
    const link = new URL(pressed.goesTo ?? "");
    const secret = link.searchParams.get("csc") ?? "";
    expect(secret).toMatch(/^cs_sandbox_/);
    const pages = ["/checkout", "/orders", `/orders/${number}`, "/account", `/checkout/return?order=${id}`];
    const shown = await Promise.all(pages.map(async (path) => (await ada.get(path)).text));
    for (const word of [link.pathname, secret])
      expect(shown.filter((text) => text.includes(word))).toEqual([]);
    const theSecret = { what: "the secret", pattern: new RegExp(secret) };
    const { leaks } = await leaksInDatabase((text) => query(text), [theSecret]);
    expect(leaks).toEqual([]);
  });
});
