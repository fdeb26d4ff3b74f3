import { beforeAll, describe, expect, test, vi } from "vitest";
import { routeTree } from "./ownership/route-tree";
import { addToBasket, buy, lastOrder, type Person, pressPay, signUp } from "./support/people";
import { query, stateOfDatabase } from "./support/query";
import { action } from "./support/visitor";

let ada: Person;
let fixed: string[];

beforeAll(async () => {
  ada = await signUp();
  await ada.act(action("saveAddressAction"), {
    name: "Ada",
    line1: "1 Kiln Lane",
    city: "Leeds",
    postcode: "LS1 1AA",
  });
  const paid = await buy(ada);
  await addToBasket(ada, "tea-bowl");
  await pressPay(ada);
  const unpaid = await lastOrder(ada);
  const known = { "[slug]": "tea", "[number]": unpaid.number, "[...nextauth]": "session" };
  const ofTree = routeTree().filter(
    (name) => /^(GET|POST) /.test(name) && !name.includes("/checkout/return"),
  );
  const paths = ofTree.map((name) =>
    Object.entries(known).reduce(
      (path, [part, value]) => path.replace(part, value),
      name.split(" ")[1] ?? "",
    ),
  );
  const nextAuth = [
    "signin",
    "signin/credentials",
    "signout",
    "csrf",
    "providers",
    "error",
    "verify-request",
    "callback/credentials",
  ];
  fixed = [...paths, ...nextAuth.map((name) => `/api/auth/${name}`), `/orders/${paid.number}`];
  await waitForQuiet();
});

/** Nothing waits to be done, and nothing comes due within the hour: then whatever changes was changed by a GET. */
async function waitForQuiet() {
  const waiting = `SELECT (SELECT count(*) FROM "WebhookEvent" WHERE "processedAt" IS NULL AND tries = 0)
    + (SELECT count(*) FROM "Outbox" WHERE state IN ('WAITING', 'SENDING'))
    + (SELECT count(*) FROM "DojoCustomer" WHERE "tellAt" IS NOT NULL) AS count`;
  await vi.waitUntil(async () => (await query<{ count: string }>(waiting))[0]?.count === "0", {
    timeout: 30_000,
    interval: 100,
  });
  await query(`UPDATE "Order" SET "checkAt" = shop_now() + interval '1 hour' WHERE "checkAt" IS NOT NULL`);
  await query(
    `UPDATE "WebhookEvent" SET "nextTryAt" = shop_now() + interval '1 hour' WHERE "processedAt" IS NULL`,
  );
}

/** Where links and forms lead within the shop. */
function waysOn(html: string): string[] {
  const found = [...html.matchAll(/\s(?:href|action|src|formAction)="([^"#]+)/gi)].map(
    ([, to]) => to?.replaceAll("&amp;", "&") ?? "",
  );
  const here = found.filter((to) => URL.canParse(to, ada.shopUrl)).map((to) => new URL(to, ada.shopUrl));
  return here.filter(({ origin }) => origin === ada.shopUrl).map(({ pathname, search }) => pathname + search);
}

async function crawl(headers: Record<string, string>): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const left = ["/", ...fixed];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (seen.has(path) || seen.size > 500 || path.startsWith("/checkout/return")) continue;
    const { status, text, headers: told, goesTo } = await ada.get(path, headers);
    seen.set(path, status);
    if (told.get("content-type")?.startsWith("text/html")) left.push(...waysOn(text));
    if (goesTo) left.push(...waysOn(` href="${goesTo}"`));
  }
  return seen;
}

describe("53. No GET changes state but the return page's mirroring of Dojo: all links and forms asked for twice leave the database as it was", () => {
  test.each([
    ["by following them", {}],
    ["by prefetching them", { rsc: "1", "next-router-prefetch": "1" }],
  ])("%s", async (_, headers) => {
    const before = await stateOfDatabase();
    const first = await crawl({});
    const second = await crawl(headers);
    expect(await stateOfDatabase()).toEqual(before);
    expect([...first, ...second].filter(([, status]) => status >= 500)).toEqual([]);
    for (const path of [
      "/basket",
      "/checkout",
      "/checkout/pay",
      "/sign-out",
      "/account/cards",
      "/orders",
      "/api/auth/signout",
    ])
      expect([...first.keys()]).toContain(path);
    expect(first.get("/account/cards")).toBe(200);
  });

  test("and can fail: one POST does change it", async () => {
    const before = await stateOfDatabase();
    await addToBasket(ada, "bud-vase");
    expect(await stateOfDatabase()).not.toEqual(before);
  });
});
