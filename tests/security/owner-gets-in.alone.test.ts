import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setting } from "../setup/setting";
import { password, signUp } from "./support/people";
import { query } from "./support/query";
import { newPassword, resetPassword, resetTokenOf } from "./support/reset-link";
import { type Judged, tryRight, trySignIn } from "./support/sign-in-tries";
import { forgetTries } from "./support/tries";
import { action, visitor } from "./support/visitor";

const PER_ACCOUNT = 10;
beforeEach(forgetTries);
afterEach(forgetTries);

const count = (judged: Judged[], what: Judged) => judged.filter((each) => each === what).length;

/** Strangers who guess at the account, at both servers, until it is shut to them. */
const crowd = (email: string) =>
  Promise.all(
    Array.from({ length: PER_ACCOUNT + 2 }, (_, at) =>
      trySignIn(email, { who: visitor(setting(at % 2 === 0 ? "SHOP_URL" : "BARE_SHOP_URL")) }),
    ),
  );

describe("16. The right owner gets in: from a known browser, after the window, after a password reset", () => {
  test("a browser that signed in before is counted by itself", async () => {
    const ann = await signUp();
    await ann.post("/sign-out", {});
    await crowd(ann.email);
    expect(await tryRight(ann.email)).toBe("too often");
    expect(await tryRight(ann.email, ann)).toBe("right");
  });

  test("and a cookie of it gives a thief ten tries more, however many there are, and none at another account", async () => {
    const [ann, bob] = [await signUp(), await signUp()];
    await ann.post("/sign-out", {});
    await crowd(bob.email);
    expect(await tryRight(bob.email, ann)).toBe("too often");
    const browsers = [ann, visitor(), visitor()];
    for (const who of browsers.slice(1)) expect(await tryRight(ann.email, who)).toBe("right");
    const judged: Judged[] = [];
    for (let at = 0; at < PER_ACCOUNT + 2; at += 1)
      judged.push(await trySignIn(ann.email, { who: browsers[at % browsers.length] }));
    expect(count(judged, "wrong")).toBe(PER_ACCOUNT);
  });

  test.each([
    ["a new password", "changePasswordAction"],
    ["signing out everywhere", ""],
  ])("%s makes its copies strangers'", async (_, name) => {
    const ann = await signUp();
    const thief = visitor();
    for (const [cookie, value] of ann.jar)
      if (cookie.startsWith("__Host-known")) thief.jar.set(cookie, value);
    await (name
      ? ann.act(action(name), { currentPassword: password, newPassword })
      : ann.post("/sign-out/everywhere", {}));
    await crowd(ann.email);
    expect(await trySignIn(ann.email, { who: thief })).toBe("too often");
  });

  test("a cookie that the shop did not seal is no known browser's", async () => {
    const ann = await signUp();
    await ann.post("/sign-out", {});
    await crowd(ann.email);
    const name = [...ann.jar.keys()].find((key) => key.startsWith("__Host-known")) ?? "";
    const [id = "", seal = ""] = ann.jar.get(name)?.split(".") ?? [];
    const bent = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);
    for (const value of [
      id,
      `${id}.`,
      `${id}.${bent(seal)}`,
      `${bent(id)}.${seal}`,
      `${id}.${seal}.${seal}`,
    ]) {
      const who = visitor();
      who.jar.set(name, value);
      expect(await tryRight(ann.email, who), value).toBe("too often");
    }
    expect(await tryRight(ann.email, ann)).toBe("right");
  });

  test("fifteen minutes after the first wrong one, all may try again", async () => {
    const ann = await signUp();
    await forgetTries();
    await crowd(ann.email);
    const [{ seconds = "0" } = {}] = await query<{ seconds: string }>(
      `SELECT max(extract(epoch FROM expire - now())) AS seconds FROM "RateLimiterFlexible"`,
    );
    expect(Number(seconds)).toBeLessThanOrEqual(15 * 60);
    expect(Number(seconds)).toBeGreaterThan(14 * 60);
    expect(await tryRight(ann.email)).toBe("too often");
    await query(`UPDATE "RateLimiterFlexible" SET expire = expire - interval '15 minutes'`);
    expect(await tryRight(ann.email)).toBe("right");
  });

  test("whoever resets the password by mail signs in at once", async () => {
    const ann = await signUp();
    await crowd(ann.email);
    const who = visitor();
    await resetPassword(await resetTokenOf(ann.email), newPassword, who);
    expect(await trySignIn(ann.email, { secret: newPassword })).toBe("too often");
    expect(await trySignIn(ann.email, { secret: newPassword, who })).toBe("right");
  });
});
