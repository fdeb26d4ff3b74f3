import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Person, password, signIn, signUp } from "./support/people";
import { query } from "./support/query";
import { newPassword, resetPassword as reset, resetTokenOf } from "./support/reset-link";
import { holderOf, NOBODY, sessionOf, whoIs } from "./support/tokens";
import { action, visitor } from "./support/visitor";

describe("20. A cookie copied before signing out, a new password, a reset or a deletion is nobody's at once", () => {
  test.each<[string, (ann: Person) => Promise<unknown>]>([
    [
      "the password is changed",
      (ann) => ann.act(action("changePasswordAction"), { currentPassword: password, newPassword }),
    ],
    ["the password is reset by mail", async (ann) => reset(await resetTokenOf(ann.email))],
    ["the owner signs out", (ann) => ann.post("/sign-out", {})],
    [
      "the owner signs out by next-auth's own route",
      async (ann) => {
        const { csrfToken } = JSON.parse((await ann.get("/api/auth/csrf")).text);
        return ann.post("/api/auth/signout", { csrfToken });
      },
    ],
    [
      "the owner signs in anew over it",
      (ann) => ann.act(action("signInAction"), { email: ann.email, password }),
    ],
    [
      "somebody else signs in over it by next-auth's own route",
      async (ann) => {
        const bob = await signUp();
        const { csrfToken } = JSON.parse((await ann.get("/api/auth/csrf")).text);
        return ann.post("/api/auth/callback/credentials", { csrfToken, email: bob.email, password });
      },
    ],
    ["the owner signs out everywhere", (ann) => ann.post("/sign-out/everywhere", {})],
    [
      "the account is deleted",
      (ann) => ann.act(action("deleteAccountAction"), { currentPassword: password }),
    ],
  ])("when %s", async (_, end) => {
    const ann = await signUp();
    const stolen = sessionOf(ann);
    expect(await whoIs(holderOf(stolen))).toEqual({ page: "open", id: ann.id });
    await end(ann);
    expect(await whoIs(holderOf(stolen))).toEqual(NOBODY);
  });

  test("and signing out here ends no other browser's session", async () => {
    const ann = await signUp();
    const elsewhere = visitor();
    await signIn(elsewhere, ann.email);
    await ann.post("/sign-out", {});
    expect(await whoIs(elsewhere)).toEqual({ page: "open", id: ann.id });
  });

  test("while the browser in which the password was changed stays signed in", async () => {
    const ann = await signUp();
    await ann.act(action("changePasswordAction"), { currentPassword: password, newPassword });
    expect(await whoIs(ann)).toEqual({ page: "open", id: ann.id });
  });
});

describe("20. A mailed link sets a password once, within 30 minutes, and only its hash is kept", () => {
  test("the second use changes nothing", async () => {
    const ann = await signUp();
    const token = await resetTokenOf(ann.email);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await reset(token)).goesTo).toBe("/sign-in");
    expect((await reset(token, "what the thief wants")).goesTo).toMatch(/^\/reset-password/);
    expect((await signIn(visitor(), ann.email, "what the thief wants")).status).toBe(200);
    expect((await signIn(visitor(), ann.email, newPassword)).status).toBe(303);
  });

  test("of five uses at once one counts", async () => {
    const ann = await signUp();
    const token = await resetTokenOf(ann.email);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) => reset(token, `secret of tab ${at}`)),
    );
    expect(answers.filter(({ goesTo }) => goesTo === "/sign-in")).toHaveLength(1);
    const [row] = await query(`SELECT "sessionVersion" FROM "User" WHERE id = $1`, [ann.id]);
    expect(row).toEqual({ sessionVersion: 2 });
  });

  test("after 30 minutes the link is dead", async () => {
    const ann = await signUp();
    const token = await resetTokenOf(ann.email);
    const [life] = await query<{ minutes: string }>(
      `SELECT extract(epoch FROM "expiresAt" - "requestedAt") / 60 AS minutes FROM "PasswordReset" WHERE "userId" = $1`,
      [ann.id],
    );
    expect(Number(life?.minutes)).toBe(30);
    const page = `/reset-password?token=${token}`;
    expect((await visitor().get(page)).text).toContain('name="newPassword"');
    await query(
      `UPDATE "PasswordReset" SET "requestedAt" = "requestedAt" - interval '30 minutes',
       "expiresAt" = "expiresAt" - interval '30 minutes' WHERE "userId" = $1`,
      [ann.id],
    );
    expect((await visitor().get(page)).text).not.toContain('name="newPassword"');
    expect((await reset(token)).goesTo).toMatch(/^\/reset-password/);
    expect((await signIn(visitor(), ann.email)).status).toBe(303);
  });

  test("the database holds its hash, and the token nowhere", async () => {
    const ann = await signUp();
    const token = await resetTokenOf(ann.email);
    const tables = await query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const rows = tables.map(({ name }) => query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`));
    const dump = JSON.stringify(await Promise.all(rows));
    expect(dump).toContain(createHash("sha256").update(token).digest("base64url"));
    expect(dump).not.toContain(token);
  });
});
