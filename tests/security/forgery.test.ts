import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matrix } from "./ownership/matrix";
import { type Ordered, type Person, password, placeOrder, signUp } from "./support/people";
import { query } from "./support/query";
import { type Answer, actions, type Fields, visitor } from "./support/visitor";

let ada: Person;
let order: Ordered;
beforeAll(async () => {
  ada = await signUp();
  order = await placeOrder(ada);
});

const NOBODY = "(none)";
const elsewhere: Record<string, Record<string, string>> = {
  "no Origin": { origin: NOBODY },
  "Origin: null": { origin: "null" },
  "another site": { origin: "https://evil.example" },
  "a site whose name begins like the shop's": { origin: "http://localhost.evil.example" },
  "another port": { origin: "http://localhost:1" },
  "another scheme": { origin: "https://localhost" },
  "another site that claims to be the forwarded host": {
    origin: "https://evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    forwarded: "host=evil.example;proto=https",
  },
  "a browser that says cross-site": { "sec-fetch-site": "cross-site" },
  "a browser that says same-site": { "sec-fetch-site": "same-site" },
  "a browser that says none": { "sec-fetch-site": "none" },
};

type Mutation = [name: string, send: (headers: Record<string, string>, fields?: Fields) => Promise<Answer>];

function mutations(): Mutation[] {
  // Dojo has no page of ours to post from: what it sends is judged by its signature.
  const routes = Object.keys(matrix).filter((name) => name.startsWith("POST ") && !name.includes("webhooks"));
  return [
    ...actions().map((one): Mutation => [one.name, (headers, fields = {}) => ada.act(one, fields, headers)]),
    ...routes.map((name): Mutation => {
      const path = name
        .replace("POST ", "")
        .replace("[number]", order.number)
        .replace("[...nextauth]", "callback/credentials");
      return [name, (headers, fields = {}) => ada.post(path, fields, headers)];
    }),
  ];
}

async function thingsOfAda() {
  return Promise.all([
    query(`SELECT * FROM "User" WHERE id = $1`, [ada.id]),
    query(`SELECT status, closing FROM "Order" WHERE id = $1`, [order.id]),
    query(`SELECT * FROM "BasketLine" l JOIN "Basket" b ON b.id = l."basketId" WHERE b."userId" = $1`, [
      ada.id,
    ]),
  ]);
}

describe("5. A mutation is taken from the shop's own pages only: without Origin, with null or another's, and whatever a forwarded host claims, it is answered 403", () => {
  test.each(Object.entries(elsewhere))("%s", async (_, headers) => {
    const before = await thingsOfAda();
    for (const [name, send] of mutations()) {
      const answer = await send(headers, {
        email: ada.email,
        password,
        slug: "harbour-mug",
        number: order.number,
      });
      expect(answer.status, name).toBe(403);
      expect(answer.headers.getSetCookie(), name).toEqual([]);
    }
    expect(await thingsOfAda()).toEqual(before);
  });

  test("and can fail: the shop's own origin is not refused", async () => {
    const statuses = [];
    for (const [name, send] of mutations())
      if (!/sign|delete/i.test(name)) statuses.push((await send({ "sec-fetch-site": "same-origin" })).status);
    expect(statuses.length).toBeGreaterThan(10);
    expect(statuses).not.toContain(403);
  });
});

describe("5. At next-auth's own addresses its token, in form and cookie, stands for an origin that is missing, and for no other", () => {
  test.each<[string, Record<string, string>, boolean, number]>([
    ["token and no origin", { origin: NOBODY }, true, 200],
    ["another's token", { origin: NOBODY }, false, 200],
    ["token, and null", { origin: "null" }, true, 403],
    ["token, and another site", { origin: "https://evil.example" }, true, 403],
    [
      "token, and a browser that says cross-site",
      { origin: NOBODY, "sec-fetch-site": "cross-site" },
      true,
      403,
    ],
  ])("%s", async (_, headers, isOwn, status) => {
    const who = visitor();
    const { csrfToken } = JSON.parse((await who.get("/api/auth/csrf")).text);
    const token = isOwn ? csrfToken : "0".repeat(csrfToken.length);
    const form = { csrfToken: token, email: ada.email, password, json: "true" };
    const answer = await who.post("/api/auth/callback/credentials", form, headers);
    expect(answer.status).toBe(status);
    const { user } = JSON.parse((await who.get("/api/auth/session")).text);
    expect(user?.id).toBe(isOwn && status === 200 ? ada.id : undefined);
  });
});

describe("24. Nobody is signed in or out by another site, nor by a link", () => {
  const evil = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  const isSignedIn = async () => (await ada.get("/account")).status === 200;
  afterAll(async () => expect(await isSignedIn()).toBe(true));

  test("the sign-in form, sent from elsewhere, opens no session", async () => {
    const stranger = visitor();
    const fields = { email: ada.email, password };
    expect((await stranger.submit("/sign-in", fields, 'name="email"', evil)).status).toBe(403);
    expect(stranger.jar.size).toBe(0);
  });

  test("next-auth's own callback opens none from elsewhere, and none without its token", async () => {
    const stranger = visitor();
    const fields = { email: ada.email, password, json: "true" };
    const path = "/api/auth/callback/credentials";
    expect((await stranger.post(path, fields, evil)).status).toBe(403);
    await stranger.post(path, fields);
    await stranger.post(path, { ...fields, csrfToken: "0".repeat(64) });
    expect([...stranger.jar.keys()].filter((name) => name.includes("session"))).toEqual([]);
    const { csrfToken } = JSON.parse((await stranger.get("/api/auth/csrf")).text);
    await stranger.post(path, { ...fields, csrfToken });
    expect([...stranger.jar.keys()].filter((name) => name.includes("session"))).toHaveLength(1);
  });

  test.each(["/sign-out", "/sign-out/everywhere", "/api/auth/signout"])(
    "%s, sent from elsewhere or asked for by a link, ends no session",
    async (path) => {
      expect((await ada.post(path, {}, evil)).status).toBe(403);
      await ada.get(path);
      expect(await isSignedIn()).toBe(true);
    },
  );
});
