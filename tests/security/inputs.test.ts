import { beforeAll, describe, expect, test } from "vitest";
import { buy, type Person, signUp } from "./support/people";
import { query } from "./support/query";
import { actions, visitor } from "./support/visitor";

let ada: Person;
let eve: Person;
beforeAll(async () => {
  ada = await signUp("Ada Marker");
  await buy(ada);
  eve = await signUp();
});

const thingsOf = ({ id }: Person) =>
  Promise.all([
    query(`SELECT * FROM "User" WHERE id = $1`, [id]),
    query(`SELECT * FROM "Order" WHERE "userId" = $1`, [id]),
    query(`SELECT * FROM "DojoCustomer" WHERE "userId" = $1`, [id]),
  ]);

/** As an action's arguments, in React's own notation: none of them is a form. */
const NO_FORMS = [
  "[]",
  "[null,null]",
  "[7,7]",
  '["a","b"]',
  "[{},{}]",
  '["$undefined","$D2026"]',
  '[null,"$K1"]',
];
/** What React itself cannot read, so that no action is called. */
const UNREADABLE = ['["$Q1"]', '["$F1"]', "{}", "x"];

describe("4. Every action checks who asks and parses what it is sent: what is no form, or names another's things, changes nothing of theirs", () => {
  test.each(actions().map((one) => [`${one.file} ${one.name}`, one] as const))("%s", async (_, one) => {
    const before = await thingsOf(ada);
    for (const [who, bodies] of [
      [visitor(), NO_FORMS.slice(0, 3)],
      [eve, [...NO_FORMS, ...UNREADABLE]],
    ] as const)
      for (const body of bodies) {
        const headers = { "next-action": one.id, "content-type": "text/plain;charset=UTF-8" };
        const answer = await who.send(one.path, { method: "POST", body, headers });
        expect(answer.status, body).toBeLessThan(500);
        expect(answer.text).not.toMatch(/\.js:\d|\.ts:\d|node_modules/);
        expect(answer.text).not.toContain(ada.email);
      }
    const form = new FormData();
    const names = [
      "name",
      "email",
      "password",
      "currentPassword",
      "newPassword",
      "slug",
      "quantity",
      "card",
      "number",
      "token",
      "line1",
    ];
    for (const name of names) form.append(name, new Blob(["x"]), "x");
    for (const name of [...names, "userId", "id", "role", "status", "whose", "callbackUrl"]) {
      form.append(name, ada.id);
      form.append(name, ada.email);
    }
    for (const who of [visitor(), eve]) expect((await who.act(one, form)).status).toBeLessThan(500);
    expect(await thingsOf(ada)).toEqual(before);
  });

  test("an id that is no action's, and a field that no form has, are nothing", async () => {
    for (const id of ["0".repeat(42), "40".padEnd(42, "f"), "__proto__", "constructor", "x".repeat(5_000)]) {
      const answer = await ada.send("/basket", {
        method: "POST",
        body: "[]",
        headers: { "next-action": id, "content-type": "text/plain" },
      });
      expect(answer.status, id).toBeLessThan(500);
    }
  });

  test("no answer holds a hash of a password or a column of a row", async () => {
    const [user] = await query<{ passwordHash: string }>(`SELECT "passwordHash" FROM "User" WHERE id = $1`, [
      ada.id,
    ]);
    const pages = [
      "/",
      "/account",
      "/account/details",
      "/account/cards",
      "/orders",
      "/checkout",
      "/api/auth/session",
    ];
    for (const path of pages) {
      const answers = [await ada.get(path), await ada.get(path, { rsc: "1" })];
      for (const { text } of answers)
        for (const word of [
          user?.passwordHash ?? "",
          "$argon2",
          "passwordHash",
          "sealedLink",
          "preferredDecidedAt",
        ])
          expect(text.includes(word), `${path}: ${word}`).toBe(false);
    }
  });
});
