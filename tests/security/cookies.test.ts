import { beforeAll, describe, expect, test } from "vitest";
import { matrix, type Victim } from "./ownership/matrix";
import { addToBasket, lastOrder, pressPay, signUp } from "./support/people";
import { sessionOf } from "./support/tokens";
import { type Answer, action, type Visitor, visitor } from "./support/visitor";

let ann: Victim;
beforeAll(async () => {
  const person = await signUp();
  await addToBasket(person);
  await pressPay(person);
  const order = await lastOrder(person);
  ann = { ...person, paid: order, unpaid: order, cardId: "none" };
});

/** Once through everything that sets a cookie; what was set, as sent. */
async function cookiesOfAJourney(): Promise<string[]> {
  const who = visitor();
  const answers: Answer[] = [];
  const email = `${crypto.randomUUID()}@example.com`;
  const fields = { name: "Ada", email, password: "correct horse battery" };
  answers.push(await who.submit("/products/harbour-mug", { quantity: "1" }, 'name="slug"'));
  answers.push(await who.act(action("saveAddressAction"), { line1: "typed while signed out" }));
  answers.push(await who.submit("/sign-up", fields, 'name="email"'));
  answers.push(await who.get("/api/auth/csrf"));
  answers.push(await who.get("/api/auth/session"));
  answers.push(await who.post("/sign-out", {}));
  return answers.flatMap(({ headers }) => headers.getSetCookie());
}

describe("19. Every cookie is __Host-, Secure, SameSite=Lax and of this host alone, and HttpOnly but for a passing notice", () => {
  test("whatever it is for, when it is set and when it is taken back", async () => {
    const cookies = await cookiesOfAJourney();
    const port = new URL(visitor().shopUrl).port;
    const names = new Set(cookies.map((cookie) => cookie.slice(0, cookie.indexOf("="))));
    for (const what of ["session", "basket", "csrf", "callback", "news", "draft", "known"])
      expect(names).toContain(`__Host-${what}-${port}`);
    for (const cookie of cookies) {
      const [pair = "", ...attributes] = cookie.split(/; */).map((part) => part.toLowerCase());
      expect(pair).toMatch(/^__host-/);
      expect(attributes, cookie).toEqual(expect.arrayContaining(["secure", "samesite=lax", "path=/"]));
      expect(attributes.includes("httponly"), cookie).toBe(!pair.startsWith("__host-news"));
      expect(cookie).not.toMatch(/domain=/i);
    }
  });

  test("and the session ends with its seven days in the browser too", async () => {
    const answer = await visitor().act(action("signInAction"), {
      email: ann.email,
      password: "correct horse battery",
    });
    const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-session"));
    expect(session).toMatch(/max-age=604800(;|$)/i);
  });
});

describe("51. Pages of a shopper's are kept by no cache, in the browser or on the way", () => {
  const personal = Object.entries(matrix).filter(
    ([name, line]) => /^GET /.test(name) && line.for !== "anyone",
  );

  test.each(personal)("%s", async (_, line) => {
    const page = await line.ask(ann, ann);
    expect(page.status).toBe(200);
    expectNotKept(page);
    expectNotKept(await line.ask(visitor(), ann));
  });

  test.each(["/basket", "/sign-in", "/sign-up", "/api/auth/session", "/api/auth/csrf"])(
    "GET %s",
    async (path) => {
      expectNotKept(await ann.get(path));
    },
  );

  test("GET /checkout/return, for its shopper and for whoever has the link", async () => {
    for (const who of [ann, visitor()])
      expectNotKept(await who.get(`/checkout/return?order=${ann.unpaid.id}`));
  });

  test("and what an action or a form post answers", async () => {
    expectNotKept(await ann.act(action("saveAddressAction"), { line1: "" }));
    expectNotKept(await ann.post("/checkout/pay", {}));
  });
});

describe("51. Signing out, here, everywhere or at next-auth's address, clears what this browser kept", () => {
  const again = async () => {
    const who = visitor();
    await who.act(action("signInAction"), { email: ann.email, password: "correct horse battery" });
    expect(sessionOf(who)).toBeTruthy();
    return who;
  };

  test.each<[string, (who: Visitor) => Promise<Answer>]>([
    ["/sign-out", (who) => who.post("/sign-out", {})],
    [
      "/api/auth/signout",
      async (who) => {
        const { csrfToken } = JSON.parse((await who.get("/api/auth/csrf")).text) as { csrfToken: string };
        return who.post("/api/auth/signout", { csrfToken, json: "true" });
      },
    ],
    ["/sign-out/everywhere", (who) => who.post("/sign-out/everywhere", {})],
  ])("%s", async (_, signOut) => {
    const who = await again();
    const answer = await signOut(who);
    expect(answer.headers.get("clear-site-data")).toBe('"cache", "storage"');
    expect(() => sessionOf(who)).toThrow("nobody is signed in");
    expect((await who.get("/account")).goesTo).toMatch(/^\/sign-in/);
  });
});

function expectNotKept({ headers }: Answer) {
  expect(headers.get("cache-control")).toMatch(/\bno-store\b/);
  expect(headers.get("cache-control")).not.toMatch(/\bpublic\b|s-maxage/);
}
