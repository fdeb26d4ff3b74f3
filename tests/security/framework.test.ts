import { beforeAll, describe, expect, test } from "vitest";
import { buy, type Ordered, type Person, signUp } from "./support/people";
import { visitor } from "./support/visitor";

/** What Next tells itself between its own parts, and what has opened doors in it before. */
const STEERING: Record<string, string> = {
  "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
  "x-middleware-subrequest-id": "1",
  "x-middleware-next": "1",
  "x-middleware-rewrite": "/orders",
  "x-middleware-redirect": "/orders",
  "x-middleware-override-headers": "cookie",
  "x-middleware-prefetch": "1",
  "x-middleware-set-cookie": "a=b",
  "x-matched-path": "/orders",
  "x-invoke-path": "/orders",
  "x-invoke-status": "200",
  "x-invoke-output": "/orders",
  "x-invoke-query": "%7B%7D",
  "x-nextjs-data": "1",
  "x-nextjs-rewrite": "/orders",
  "x-nextjs-request-id": "1",
  "x-nextjs-cache": "HIT",
  "x-now-route-matches": "1=orders",
  "x-prerender-revalidate": "1",
  "x-prerender-bypass": "1",
  "x-original-url": "/orders",
  "x-rewrite-url": "/orders",
  "x-http-method-override": "POST",
  "next-router-prefetch": "1",
  "next-router-segment-prefetch": "/_tree",
  "next-router-state-tree": "%5B%22%22%5D",
  "next-url": "/orders",
  "next-resume": "1",
  "next-action": "00",
  rsc: "1",
};

describe("3. Headers with which Next steers itself open nothing when they come from outside", () => {
  let ada: Person;
  let order: Ordered;
  let eve: Person;
  beforeAll(async () => {
    ada = await signUp("Ada Marker");
    order = await buy(ada);
    eve = await signUp("Eve");
  });
  const sets = [...Object.entries(STEERING).map(([name, value]) => ({ [name]: value })), STEERING];

  test.each(
    sets.map(
      (headers) => [Object.keys(headers).length === 1 ? Object.keys(headers)[0] : "all", headers] as const,
    ),
  )("%s", async (_, headers) => {
    const pages = ["/account", "/account/cards", "/orders", "/checkout", `/orders/${order.number}`];
    const asked = [
      ...pages.map((path) => visitor().get(path, headers)),
      ...[`/orders/${order.number}`, "/orders", "/account"].map((path) => eve.get(path, headers)),
    ];
    for (const { status, text } of await Promise.all(asked)) {
      expect(status).toBeLessThan(500);
      for (const word of [ada.name, ada.email, "Harbour mug", order.id]) expect(text).not.toContain(word);
    }
  });

  test("and can fail: the owner sees these words", async () => {
    expect((await ada.get("/account")).text).toContain(ada.email);
    expect((await ada.get(`/orders/${order.number}`)).text).toContain("Harbour mug");
  });
});
