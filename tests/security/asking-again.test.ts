import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { detailsProblems, passwordProblems } from "../../lib/messages/account";
import { type Person, password, signUp } from "./support/people";
import { query } from "./support/query";
import { newPassword } from "./support/reset-link";
import { holderOf, sessionOf } from "./support/tokens";
import { type Answer, action, type Fields, type Visitor } from "./support/visitor";

type Deed = (who: Visitor, currentPassword?: string) => Promise<Answer>;
const given = (currentPassword?: string): Fields =>
  currentPassword === undefined ? {} : { currentPassword };

const deeds: Record<string, Deed> = {
  "another email": (who, current) =>
    who.act(action("saveDetailsAction"), {
      ...{ name: "Ada", email: `${randomUUID()}@example.com` },
      ...given(current),
    }),
  "another password": (who, current) =>
    who.act(action("changePasswordAction"), { newPassword, ...given(current) }),
  "the account's deletion": (who, current) => who.act(action("deleteAccountAction"), given(current)),
};

const account = ({ id }: Person) => query(`SELECT * FROM "User" WHERE id = $1`, [id]);

describe("26. The password is asked again for another email, another password and deletion, however fresh the session", () => {
  test.each(Object.entries(deeds))("%s", async (_, deed) => {
    const ann = await signUp();
    const before = await account(ann);
    const borrowed = holderOf(sessionOf(ann));
    for (const wrong of [undefined, "", " ", "not the password", password.toUpperCase(), `${password} `]) {
      const answer = await deed(borrowed, wrong);
      expect({ goesTo: answer.goesTo, account: await account(ann) }, String(wrong)).toEqual({
        goesTo: null,
        account: before,
      });
      expect(answer.text).toContain("currentPassword");
    }
    expect((await deed(ann, password)).goesTo).not.toBeNull();
    expect(await account(ann)).not.toEqual(before);
  });

  test("a name alone needs none", async () => {
    const ann = await signUp();
    await ann.act(action("saveDetailsAction"), { name: "Ada Lovelace", email: ann.email });
    expect(await account(ann)).toMatchObject([{ name: "Ada Lovelace", email: ann.email }]);
  });

  test("whoever borrows the browser may guess ten times at all of them together, then not even rightly", async () => {
    const ann = await signUp();
    const before = await account(ann);
    const all = Object.values(deeds);
    for (let at = 0; at < 10; at += 1) {
      const { text } = (await all[at % all.length]?.(ann, "not the password")) ?? { text: "" };
      expect(text).toContain(passwordProblems["password-wrong"]);
    }
    for (const deed of all)
      expect((await deed(ann, password)).text).toContain(detailsProblems["password-too-often"]);
    expect(await account(ann)).toEqual(before);
  });
});
