import { beforeAll, describe, expect, test } from "vitest";
import { hostileAddresses } from "../setup/hostile-addresses";
import { mapInParallel } from "../setup/map-in-parallel";
import { type Person, password, signUp } from "./support/people";
import { type Answer, action, hiddenFields, type Visitor, visitor } from "./support/visitor";

let ada: Person;
beforeAll(async () => {
  ada = await signUp();
});

const address = { name: "Ada", line1: "1 Kiln Lane", city: "Leeds", postcode: "LS1 1AA" };
const asked = (path: string, to: string) => `${path}?callbackUrl=${encodeURIComponent(to)}`;

/** Where a browser that is at the shop would go. */
function originOf(to: string | null | undefined): string {
  if (!to) throw new Error("it leads nowhere");
  return new URL(to, ada.shopUrl).origin;
}

async function nextAuth(who: Visitor, to: string): Promise<Answer> {
  const { csrfToken } = JSON.parse((await who.get("/api/auth/csrf")).text);
  return who.post("/api/auth/callback/credentials", {
    email: ada.email,
    password,
    csrfToken,
    callbackUrl: to,
  });
}

/** All the places that a callback address can be put into, and what each makes of it. */
const ways: Record<string, (to: string) => Promise<(string | null | undefined)[]>> = {
  "the sign-in page's form": async (to) => {
    const { text } = await visitor().get(asked("/sign-in", to));
    return [hiddenFields(text).callbackUrl];
  },
  "the sign-in page of somebody signed in": async (to) => [(await ada.get(asked("/sign-in", to))).goesTo],
  "signing in": async (to) => {
    const answer = await visitor().act(action("signInAction"), {
      email: ada.email,
      password,
      callbackUrl: to,
    });
    return [answer.goesTo];
  },
  "next-auth's callback": async (to) => [(await nextAuth(visitor(), to)).goesTo],
  "next-auth's sign-in address and its cookie": async (to) => {
    const who = visitor();
    const first = await who.get(asked("/api/auth/signin", to));
    const kept = [...who.jar].filter(([name]) => name.includes("callback"));
    return [first.goesTo, ...kept.map(([, value]) => decodeURIComponent(value))];
  },
  "the address page's form": async (to) => {
    const { text } = await ada.get(asked("/account/address", to));
    return [hiddenFields(text).callbackUrl];
  },
  "saving the address": async (to) => {
    return [(await ada.act(action("saveAddressAction"), { ...address, callbackUrl: to })).goesTo];
  },
};

describe(`22. A callback address leads into the shop, however it is written: ${hostileAddresses.length} hostile ones stay on the own origin`, () => {
  test.each(Object.entries(ways))("%s", async (_, lead) => {
    const led = await mapInParallel([...hostileAddresses], 4, async (to) => ({ to, where: await lead(to) }));
    const outside = led.filter(({ where }) => where.some((to) => originOf(to) !== ada.shopUrl));
    expect(outside).toEqual([]);
  });

  test("and can fail: an honest one is followed", async () => {
    for (const [name, lead] of Object.entries(ways))
      expect((await lead("/orders")).join(" "), name).toMatch(/\/orders/);
  });
});
