import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "next-auth/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import { root } from "../../scripts/lib/stack.mjs";
import { type Person, password, signIn, signUp } from "./support/people";
import {
  DAY_SECONDS,
  holderOf,
  NOBODY,
  nowSeconds,
  sealToken,
  sessionOf,
  shopSecrets,
  whoIs,
} from "./support/tokens";
import { action, type Visitor, visitor } from "./support/visitor";

let ann: Person;
beforeAll(async () => {
  ann = await signUp();
});

const claims = (changes: Record<string, unknown> = {}) => ({
  ...{ sub: ann.id, sessionVersion: 1, sid: "S".repeat(22), since: nowSeconds() },
  ...changes,
});
const signedIn = (id: string) => ({ page: "open", id });

describe("13. Only a sealed session of an account that exists is somebody", () => {
  test("the owner's own is, and a test can seal one that is", async () => {
    expect(await whoIs(ann)).toEqual(signedIn(ann.id));
    expect(await whoIs(holderOf(await sealToken(claims())))).toEqual(signedIn(ann.id));
  });

  test.each<[string, () => string | Promise<string>]>([
    ["no token", () => "nonsense"],
    ["half of one", () => sessionOf(ann).slice(0, 80)],
    [
      "one with a letter changed",
      () => sessionOf(ann).replace(/(.{100})(.)/, (_, a, b) => a + (b === "A" ? "B" : "A")),
    ],
    ["one sealed with another secret", () => sealToken(claims(), "another-secret-0123456789-abcdefghijk")],
    ["an unsealed one", () => `${jwtPart({ alg: "none" })}.${jwtPart(claims())}.`],
    ["one for nobody", () => sealToken(claims({ sub: undefined }))],
    ["one for an object", () => sealToken(claims({ sub: { not: "" } }))],
    ["one for an account that never was", () => sealToken(claims({ sub: "A".repeat(22) }))],
    [
      "one without an id of its own, which nobody could sign out",
      () => sealToken(claims({ sid: undefined })),
    ],
    ["one without its time", () => sealToken(claims({ since: undefined }))],
    ["one with its time as text", () => sealToken(claims({ since: "1" }))],
    ["one without a session version", () => sealToken(claims({ sessionVersion: undefined }))],
    ["one with the version as text", () => sealToken(claims({ sessionVersion: "1" }))],
    ["one with a later version", () => sealToken(claims({ sessionVersion: 2 }))],
    [
      "one that holds an error",
      () => sealToken({ error: "Configuration", message: "broken", user: { id: ann.id } }),
    ],
  ])("%s is nobody's", async (_, token) => {
    expect(await whoIs(holderOf(await token()))).toEqual(NOBODY);
  });

  test("what breaks next-auth itself opens no page, and shuts the owner out of none", async () => {
    const port = new URL(ann.shopUrl).port;
    const broken = { [`__Host-callback-${port}`]: "%", [`__Host-csrf-${port}`]: "%7C%7C" };
    const stranger = visitor();
    for (const who of [stranger, holderOf(sessionOf(ann))] as Visitor[])
      for (const [name, value] of Object.entries(broken)) who.jar.set(name, value);
    expect((await stranger.get("/account", { cookie: stranger.cookies() })).goesTo).toMatch(/^\/sign-in\?/);
    const owner = holderOf(sessionOf(ann));
    for (const [name, value] of Object.entries(broken)) owner.jar.set(name, value);
    expect((await owner.get("/account", { cookie: owner.cookies() })).status).toBe(200);
    const error = await visitor().get("/api/auth/error?error=Configuration");
    expect(error.goesTo ?? error.text).not.toContain(ann.id);
  });

  test("no source asks next-auth who somebody is: one function does, and it reads a checked id", () => {
    const sources = ["app", "components", "lib"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.tsx?$/.test(file) && !file.includes("generated"))
        .map((file) => join(folder, file)),
    );
    const asks = /\b(getServerSession|useSession|getToken|unstable_getServerSession)\s*\(/;
    expect(sources.filter((file) => asks.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
    const opens = sources.filter((file) =>
      /\bopenSessionToken\(/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(opens.sort()).toEqual([
      "lib/auth/options.ts",
      "lib/auth/read-session.ts",
      "lib/auth/session-token.ts",
    ]);
  });
});

describe("20. Every sign-in makes a new session, and takes none that was offered", () => {
  test("two sign-ins of one browser have two tokens, and neither is one it brought", async () => {
    const who = holderOf("offered-by-somebody-else");
    await signIn(who, ann.email);
    const first = sessionOf(who);
    expect(first).not.toBe("offered-by-somebody-else");
    await who.act(action("signInAction"), { email: ann.email, password });
    expect(sessionOf(who)).not.toBe(first);
    expect(await whoIs(who)).toEqual(signedIn(ann.id));
  });
});

describe("21. No session outlives seven days from the password, used or renewed; there is no idle time-out", () => {
  test("in its last minute it is somebody's, a moment after its end nobody's", async () => {
    const aged = (seconds: number) => sealToken(claims({ since: nowSeconds() - seconds }));
    expect(await whoIs(holderOf(await aged(7 * DAY_SECONDS - 60)))).toEqual(signedIn(ann.id));
    expect(await whoIs(holderOf(await aged(7 * DAY_SECONDS)))).toEqual(NOBODY);
    expect(await whoIs(holderOf(await aged(365 * DAY_SECONDS)))).toEqual(NOBODY);
  });

  test("next-auth's session endpoint renews the cookie and not the session", async () => {
    const since = nowSeconds() - 7 * DAY_SECONDS + 3;
    const who = holderOf(await sealToken(claims({ since })));
    const before = sessionOf(who);
    expect((await who.get("/api/auth/session")).text).toContain(ann.id);
    expect(sessionOf(who)).not.toBe(before);
    const renewed = await decode({ token: sessionOf(who), secret: shopSecrets().NEXTAUTH_SECRET });
    expect(renewed).toMatchObject({ sub: ann.id, since });
    await expect.poll(() => whoIs(who), { timeout: 10_000, interval: 250 }).toEqual(NOBODY);
  });
});

function jwtPart(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}
