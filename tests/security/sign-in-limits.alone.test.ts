import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setting } from "../setup/setting";
import { openMoreServers } from "./support/more-servers";
import { signUp } from "./support/people";
import { query } from "./support/query";
import { type Judged, tryRight, trySignIn } from "./support/sign-in-tries";
import { forgetTries } from "./support/tries";
import { visitor } from "./support/visitor";

const [PER_ACCOUNT, PER_CLIENT] = [10, 100];
let more: Awaited<ReturnType<typeof openMoreServers>>;
let servers: string[];
let behindProxy: string;

beforeAll(async () => {
  more = await openMoreServers([{}, { TRUSTED_PROXIES: "127.0.0.0/8, ::1" }]);
  servers = [setting("SHOP_URL"), setting("BARE_SHOP_URL"), ...more.urls];
  behindProxy = more.urls[1] ?? "";
}, 120_000);
afterAll(async () => {
  await forgetTries();
  await more.close();
}, 60_000);
beforeEach(forgetTries);

const count = (judged: Judged[], what: Judged) => judged.filter((each) => each === what).length;

/** A hundred at once, spread over the four processes. */
const crowd = (email: string) =>
  Promise.all(
    Array.from({ length: 100 }, (_, at) => trySignIn(email, { who: visitor(servers[at % servers.length]) })),
  );

/** So many wrong passwords came from there already. */
const seen = (client: string, points: number) =>
  query(
    `INSERT INTO "RateLimiterFlexible" (key, points, expire) VALUES ($1, $2, now() + interval '10 minutes')
     ON CONFLICT (key) DO UPDATE SET points = excluded.points`,
    [`sign-in-client:${client}`, points],
  );
const pointsOf = async (client: string) => {
  const rows = await query<{ points: number }>(`SELECT points FROM "RateLimiterFlexible" WHERE key = $1`, [
    `sign-in-client:${client}`,
  ]);
  return rows[0]?.points ?? 0;
};

describe("16. Wrong passwords are counted per account and per client, in the database, by all processes together", () => {
  test("of a hundred at once on four processes ten are judged, then not even the right one", async () => {
    const ann = await signUp();
    const judged = await crowd(ann.email);
    expect(count(judged, "wrong")).toBe(PER_ACCOUNT);
    expect(count(judged, "too often")).toBe(100 - PER_ACCOUNT);
    for (const server of servers) expect(await tryRight(ann.email, visitor(server))).toBe("too often");
  });

  test("an account that does not exist is counted alike", async () => {
    expect(count(await crowd("nobody@example.com"), "wrong")).toBe(PER_ACCOUNT);
  });

  test("a client is stopped whichever account it tries, and right passwords are not counted", async () => {
    const ann = await signUp();
    await forgetTries();
    for (let time = 0; time < PER_ACCOUNT + 2; time += 1) expect(await tryRight(ann.email)).toBe("right");
    expect(await pointsOf("127.0.0.1")).toBe(0);
    await seen("127.0.0.1", PER_CLIENT - 1);
    expect(await trySignIn("one@example.com")).toBe("wrong");
    expect(await trySignIn("two@example.com")).toBe("too often");
    expect(await tryRight(ann.email)).toBe("too often");
  });
});

describe("16. X-Forwarded-For is believed from a configured proxy only, and of it the last hop", () => {
  test("without one, a new address with each try is the same client", async () => {
    for (let at = 1; at <= 3; at += 1)
      expect(await trySignIn(`x${at}@example.com`, { forwarded: `203.0.113.${at}` })).toBe("wrong");
    expect(await pointsOf("127.0.0.1")).toBe(3);
    await seen("127.0.0.1", PER_CLIENT);
    expect(await trySignIn("x9@example.com", { forwarded: "203.0.113.99" })).toBe("too often");
  });

  test("behind one, what the client wrote before the proxy's hop is not looked at", async () => {
    for (let at = 1; at <= 3; at += 1) {
      const who = visitor(behindProxy);
      const forwarded = `198.51.100.${at}, 203.0.113.7`;
      expect(await trySignIn(`x${at}@example.com`, { who, forwarded })).toBe("wrong");
    }
    expect(await pointsOf("203.0.113.7")).toBe(3);
    expect(await pointsOf("198.51.100.1")).toBe(0);
    await seen("203.0.113.7", PER_CLIENT);
    const from = (forwarded: string) => trySignIn("x9@example.com", { who: visitor(behindProxy), forwarded });
    expect(await from("198.51.100.9, 203.0.113.7")).toBe("too often");
    expect(await from("203.0.113.7, 203.0.113.8")).toBe("wrong");
  });
});
