import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { password, signUp } from "./support/people";
import { query } from "./support/query";
import { rawSignIn, tryRight } from "./support/sign-in-tries";
import { forgetTries } from "./support/tries";
import { visitor } from "./support/visitor";

const PER_ACCOUNT = 10;
beforeEach(forgetTries);
afterEach(forgetTries);

describe("17. The limit holds at next-auth's own address as well", () => {
  test("a loop of raw posts is judged ten times, and shares its count with the form", async () => {
    const ann = await signUp();
    await forgetTries();
    const rightOne = await rawSignIn(ann.email, password);
    expect(rightOne.status).toBe(200);
    expect(rightOne.signedIn).toBe(true);
    for (let at = 0; at < PER_ACCOUNT; at += 1)
      expect(await rawSignIn(ann.email, "not the password")).toEqual({ status: 401, signedIn: false });
    expect(await rawSignIn(ann.email, password)).toEqual({ status: 401, signedIn: false });
    expect(await tryRight(ann.email)).toBe("too often");
  });

  test("and a post without next-auth's token is not judged at all", async () => {
    const ann = await signUp();
    await forgetTries();
    for (const secret of [password, "not the password"]) {
      const fields = { email: ann.email, password: secret, csrfToken: "made up" };
      const { headers } = await visitor().post("/api/auth/callback/credentials", fields);
      expect(headers.getSetCookie().join()).not.toContain("__Host-session");
    }
    expect(await query(`SELECT key FROM "RateLimiterFlexible"`)).toEqual([]);
  });
});
