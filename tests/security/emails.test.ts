import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { setting } from "../setup/setting";
import { password, signIn } from "./support/people";
import { query } from "./support/query";
import { forgetTries } from "./support/tries";
import { action, visitor } from "./support/visitor";

beforeEach(forgetTries);

const signUpAs = (email: string) =>
  visitor().act(action("signUpAction"), { name: "Ada", email, password: "correct horse battery" });

/** Accounts whose address looks like this one to a reader, whatever its letters are. */
async function accounts(marker: string): Promise<string[]> {
  const rows = await query<{ email: string }>(`SELECT email FROM "User" WHERE email ILIKE $1`, [
    `%${marker}%`,
  ]);
  return rows.map(({ email }) => email);
}

describe("25. One email address is one account, however it is written; look-alikes are refused", () => {
  test("capitals and spaces around it lead to the account that there is", async () => {
    const marker = randomUUID();
    const email = `ann.${marker}@example.com`;
    expect((await signUpAs(`Ann.${marker}@Example.COM`)).goesTo).toBe("/");
    for (const same of [email, email.toUpperCase(), `  ${email}\t`]) {
      expect((await signUpAs(same)).goesTo, same).toBeNull();
      expect((await signIn(visitor(), same, password)).status, same).toBe(303);
    }
    expect(await accounts(marker)).toEqual([email]);
  });

  test("and whose it is stands in no log, not in the database's own either", async () => {
    const email = `ann.${randomUUID()}@example.com`;
    await signUpAs(email);
    expect((await signUpAs(email)).goesTo).toBeNull();
    const folder = join(setting("TEST_DATA_DIR"), "logs");
    const logs = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    expect(logs.join()).toContain("User_email_key");
    expect(logs.filter((text) => text.includes(email))).toEqual([]);
  });

  test("of five spellings at the same moment one account is made", async () => {
    const marker = randomUUID();
    const spellings = ["ann", "Ann", "ANN", "aNN", "anN"].map((name) => `${name}.${marker}@example.com`);
    const answers = await Promise.all(spellings.map(signUpAs));
    expect(answers.filter(({ goesTo }) => goesTo === "/")).toHaveLength(1);
    expect(await accounts(marker)).toEqual([`ann.${marker}@example.com`]);
  });

  test.each<[string, (email: string) => string]>([
    ["a Cyrillic а", (email) => email.replace("ann", "\u0430nn")],
    ["a Kelvin sign for a k", (email) => email.replace("ann", "\u212aann")],
    ["full-width letters", (email) => email.replace("ann", "\uff41\uff4e\uff4e")],
    ["a full-width @", (email) => email.replace("@", "\uff20")],
    ["an ideographic full stop", (email) => email.replace(".com", "\u3002com")],
    ["a ligature", (email) => email.replace("ann", "\ufb01ann")],
    ["a combining accent", (email) => email.replace("ann", "ann\u0301")],
    ["a zero-width space", (email) => email.replace("ann", "an\u200bn")],
    ["a soft hyphen", (email) => email.replace("ann", "an\u00adn")],
    ["a right-to-left mark", (email) => email.replace("ann", "\u202enna")],
    ["a zero byte", (email) => email.replace("ann", "ann\u0000")],
    ["a second address after a comma", (email) => `${email},eve@example.com`],
    ["a second address after a semicolon", (email) => `${email};eve@example.com`],
    ["a second address after a space", (email) => `${email} eve@example.com`],
    ["a second line", (email) => `${email}\r\nBcc: eve@example.com`],
    ["a second @", (email) => email.replace("@", "@eve.example@")],
    ["a dot at its end", (email) => `${email}.`],
    ["a dot before the @", (email) => email.replace("@", ".@")],
    ["a name beside it", (email) => `Ann <${email}>`],
    ["quotes", (email) => `"${email.replace("@", '"@')}`],
    ["a comment", (email) => email.replace("@", "(ann)@")],
    ["an address of a machine", (email) => email.replace("example.com", "[127.0.0.1]")],
  ])("%s: refused at sign-up, for a link, and nobody's at sign-in", async (_, bent) => {
    const marker = randomUUID();
    const email = bent(`ann.${marker}@example.com`);
    expect((await signUpAs(email)).goesTo).toBeNull();
    expect((await visitor().act(action("forgotPasswordAction"), { email })).goesTo).toBeNull();
    expect((await visitor().act(action("signInAction"), { email, password })).goesTo).toBeNull();
    expect(await accounts(marker)).toEqual([]);
  });

  test("an account cannot be moved to a look-alike either", async () => {
    const who = visitor();
    const email = `ann.${randomUUID()}@example.com`;
    await who.act(action("signUpAction"), { name: "Ada", email, password });
    for (const bent of [`\uff41${email}`, `${email},eve@example.com`, `${email}.`])
      await who.act(action("saveDetailsAction"), { name: "Ada", email: bent, currentPassword: password });
    expect(await accounts(email)).toEqual([email]);
  });
});
