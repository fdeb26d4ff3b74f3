import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { credentialProblems, detailsProblems, signInWords } from "../../lib/messages/account";
import { password as known, signIn, signUp } from "./support/people";
import { query } from "./support/query";
import { resetPassword, resetTokenOf } from "./support/reset-link";
import { forgetTries } from "./support/tries";
import { action, visitor } from "./support/visitor";

const newEmail = () => `${randomUUID()}@example.com`;

async function offer(password: string, email = newEmail()) {
  const answer = await visitor().act(action("signUpAction"), { name: "Ada", email, password });
  return { email, isTaken: answer.goesTo === "/", text: answer.text };
}

describe("14. Passwords are kept as argon2id (19 MiB, 2 passes, 1 lane), to their last character", () => {
  test("with a salt of their own", async () => {
    const emails = [await offer("the same for both"), await offer("the same for both")].map(
      ({ email }) => email,
    );
    const kept = await query<{ hash: string }>(
      `SELECT "passwordHash" AS hash FROM "User" WHERE email = ANY($1)`,
      [emails],
    );
    for (const { hash } of kept)
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43}$/);
    expect(new Set(kept.map(({ hash }) => hash)).size).toBe(2);
  });

  test("64 characters and the same with nine more are two passwords, either way round", async () => {
    const [short, long] = ["qwx".repeat(22).slice(0, 64), "qwx".repeat(25).slice(0, 73)];
    for (const [own, other] of [
      [short, long],
      [long, short],
    ] as const) {
      const { email } = await offer(own);
      expect((await signIn(visitor(), email, other)).status).toBe(200);
      expect((await signIn(visitor(), email, own)).status).toBe(303);
    }
  });

  test("forty sign-ins at once are all answered, and a page asked for meanwhile does not wait for them", async () => {
    const ann = await signUp();
    let answered = 0;
    const crowd = Array.from({ length: 40 }, async () => {
      const fields = { email: newEmail(), password: "not the password" };
      const answer = await visitor().act(action("signInAction"), fields);
      answered += 1;
      return answer.status;
    });
    const page = await ann.get("/account");
    const before = answered;
    expect(page.status).toBe(200);
    expect(new Set(await Promise.all(crowd))).toEqual(new Set([200]));
    expect(before).toBeLessThan(40);
    await forgetTries();
  });
});

describe("18. A password has 8 to 128 characters of any kind, is none of the commonest and not the email", () => {
  test.each([
    ["seven characters", "qwx7!Zk", credentialProblems.passwordShort],
    ["129 characters", "qwxz".repeat(33).slice(0, 129), credentialProblems.passwordLong],
    ["one of the commonest", "password1", credentialProblems.passwordCommon],
    ["one of them in capitals", "PASSWORD1", credentialProblems.passwordCommon],
    ["one of them in full-width letters", "ｐａｓｓｗｏｒｄ１", credentialProblems.passwordCommon],
  ])("%s: refused, and says why", async (_, password, why) => {
    const { isTaken, text } = await offer(password);
    expect({ isTaken, text }).toEqual({ isTaken: false, text: expect.stringContaining(why) });
  });

  test("the email itself is refused, whatever its case", async () => {
    const email = newEmail();
    for (const password of [email, email.toUpperCase()])
      expect((await offer(password, email)).text).toContain(credentialProblems.passwordAddress);
  });

  test("nor is it taken later: as a new password, by a mailed link, or by an email that is the password", async () => {
    const ann = await signUp();
    const words = credentialProblems.passwordAddress;
    const again = { currentPassword: known, newPassword: ` ${ann.email.toUpperCase()}` };
    expect((await ann.act(action("changePasswordAction"), again)).text).toContain(words);
    const token = await resetTokenOf(ann.email);
    expect((await resetPassword(token, ann.email)).text).toContain(words);
    expect((await resetPassword(token, "ann@example.com.now")).goesTo).toBe("/sign-in");
    await signIn(ann, ann.email, "ann@example.com.now");
    const renamed = { name: "Ann", email: "Ann@example.com.now", currentPassword: "ann@example.com.now" };
    expect((await ann.act(action("saveDetailsAction"), renamed)).text).toContain(
      detailsProblems["email-is-password"],
    );
  });

  test.each([
    ["eight small letters", "qwxzkvjb"],
    ["digits alone", "73914628"],
    ["128 characters", "qwxz".repeat(32)],
    ["spaces around it and within", "  two spaces, kept  "],
    ["emoji and letters of several scripts", "🦊🦊 зонт 傘 شمسية"],
  ])("%s: taken as typed", async (_, password) => {
    const { email, isTaken } = await offer(password);
    expect(isTaken).toBe(true);
    for (const other of [password.slice(0, -1), `${password} `, password.trim(), password.toUpperCase()])
      if (other !== password && other.length <= 128)
        expect((await signIn(visitor(), email, other)).text).toContain(signInWords.mismatch);
    await forgetTries();
    expect((await signIn(visitor(), email, password)).status).toBe(303);
  });

  test("password managers and pasting work: every field says what it is for, and none forbids anything", async () => {
    const ann = await signUp();
    const fields: string[] = [];
    for (const page of ["/sign-up", "/account/password", "/account/details", "/account/delete", "/sign-in"]) {
      const who = page.startsWith("/account") ? ann : visitor();
      const { text } = await who.get(page);
      expect(text, page).not.toMatch(/onpaste|oncopy|autocomplete="off"|maxlength|pattern="/i);
      fields.push(...(text.match(/<input[^>]*type="password"[^>]*>/g) ?? []));
    }
    expect(fields.length).toBeGreaterThanOrEqual(6);
    for (const field of fields) expect(field).toMatch(/autocomplete="(new|current)-password"/i);
  });
});
