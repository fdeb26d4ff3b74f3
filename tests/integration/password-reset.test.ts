import { statSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { changeDetails } from "@/lib/account/change-details";
import { changePassword } from "@/lib/account/change-password";
import { mailResetLink } from "@/lib/account/mail-reset-link";
import { isLiveToken, makeResetToken, resetPassword } from "@/lib/account/password-reset";
import { checkCredentials } from "@/lib/auth/check-credentials";
import type { Shopper } from "@/lib/auth/session";
import { db } from "@/lib/db/client";
import { mailsTo, resetLinkFor } from "../setup/read-mails";
import { setting } from "../setup/setting";
import { advance, newShopper, openShop } from "./support";

beforeAll(openShop);

const minute = 60_000;
const newPassword = "a quite different secret";
const signIn = ({ email }: Shopper, password: string) => checkCredentials({ email, password });
const dataDir = () => setting("DATA_DIR");

async function shopperWithToken() {
  const shopper = await newShopper();
  const token = await makeResetToken(shopper.email);
  if (!token) throw new Error("no token was made");
  return { shopper, token };
}

describe("a link to a new password", () => {
  test("changes the password once and ends every session", async () => {
    const { shopper, token } = await shopperWithToken();
    const before = await signIn(shopper, "correct horse battery");
    expect(await resetPassword(token, { newPassword })).toMatchObject({
      id: shopper.id,
      sessionVersion: 2,
    });
    expect(before).toMatchObject({ id: shopper.id, sessionVersion: 1 });
    expect(await signIn(shopper, "correct horse battery")).toBe("wrong");
    expect(await signIn(shopper, newPassword)).toMatchObject({ id: shopper.id, sessionVersion: 2 });
    expect(await resetPassword(token, { newPassword: "yet another secret" })).toBeNull();
    expect(await signIn(shopper, newPassword)).toMatchObject({ id: shopper.id });
  });

  test("works once when five requests use it at the same moment", async () => {
    const { shopper, token } = await shopperWithToken();
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, tab) => resetPassword(token, { newPassword: `secret of tab ${tab}` })),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    const winner = results.findIndex((result) => result !== null);
    expect(await signIn(shopper, `secret of tab ${winner}`)).toMatchObject({ id: shopper.id });
  });

  test("is not used up by looking at it", async () => {
    const { token } = await shopperWithToken();
    for (let look = 0; look < 3; look += 1) expect(await isLiveToken(token)).toBe(true);
    expect(await resetPassword(token, { newPassword })).not.toBeNull();
    expect(await isLiveToken(token)).toBe(false);
  });

  test("lives for 30 minutes", async () => {
    const { token } = await shopperWithToken();
    await advance(29 * minute);
    expect(await isLiveToken(token)).toBe(true);
    await advance(minute + 1_000);
    expect(await isLiveToken(token)).toBe(false);
    expect(await resetPassword(token, { newPassword })).toBeNull();
  });

  test("outlives all that a stranger asks for, and its use ends the others", async () => {
    const { shopper, token } = await shopperWithToken();
    const strangers: string[] = [];
    for (let minutes = 1; minutes < 29; minutes += 1) {
      await advance(minute);
      const asked = await makeResetToken(shopper.email);
      if (asked) strangers.push(asked);
    }
    // Five are live at a time, so that no mailbox is filled.
    expect(strangers).toHaveLength(4);
    expect(await resetPassword(token, { newPassword })).toMatchObject({ id: shopper.id });
    for (const asked of strangers) expect(await resetPassword(asked, { newPassword })).toBeNull();
  });

  test("can be asked for again when the others have run out, however many were asked for", async () => {
    const { shopper } = await shopperWithToken();
    for (let asked = 0; asked < 60; asked += 1) {
      await advance(minute);
      await makeResetToken(shopper.email);
      const rows = await db().passwordReset.findMany({ where: { userId: shopper.id } });
      expect(rows.length).toBeLessThanOrEqual(5);
      const live = rows.filter(({ expiresAt, requestedAt }) => expiresAt > requestedAt);
      expect(live.length).toBeGreaterThan(0);
    }
    await advance(31 * minute);
    expect(await isLiveToken(await makeResetToken(shopper.email))).toBe(true);
  });

  test("is one of two that are used at the same moment", async () => {
    const { shopper, token } = await shopperWithToken();
    await advance(minute);
    const other = await makeResetToken(shopper.email);
    const uses = await Promise.all([token, other].map((each) => resetPassword(each, { newPassword })));
    expect(uses.filter(Boolean)).toHaveLength(1);
  });

  test("dies when the password or the email is changed in the account", async () => {
    const first = await shopperWithToken();
    const input = { currentPassword: "correct horse battery", newPassword };
    expect(await changePassword(first.shopper, input)).toMatchObject({ id: first.shopper.id });
    expect(await isLiveToken(first.token)).toBe(false);
    const second = await shopperWithToken();
    const details = {
      name: "Ada",
      email: `new-${second.shopper.email}`,
      currentPassword: input.currentPassword,
    };
    expect(await changeDetails(second.shopper, details)).toBeNull();
    expect(await isLiveToken(second.token)).toBe(false);
  });

  test("survives an attempt with the wrong current password", async () => {
    const { shopper, token } = await shopperWithToken();
    expect(await changePassword(shopper, { currentPassword: "wrong", newPassword })).toBe("password-wrong");
    expect(await isLiveToken(token)).toBe(true);
  });

  test("is kept as a hash only", async () => {
    const { shopper, token } = await shopperWithToken();
    const row = await db().passwordReset.findFirstOrThrow({ where: { userId: shopper.id } });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test.each([undefined, "", "short", "x".repeat(43), "x".repeat(10_000), ["a"], "\u0000".repeat(43)])(
    "is refused as %j",
    async (token) => {
      expect(await isLiveToken(token)).toBe(false);
      expect(await resetPassword(token, { newPassword })).toBeNull();
    },
  );
});

describe("the mail", () => {
  test("says who asked for what, with a link that works", async () => {
    const shopper = await newShopper();
    await mailResetLink(shopper.email);
    const [mail] = mailsTo(dataDir(), shopper.email);
    expect(mail?.subject).toBe("Choose a new password for Test shop");
    for (const part of [shopper.email, "Test shop", "30 minutes", "If it was not you"])
      expect(mail?.text).toContain(part);
    const link = new URL(resetLinkFor(dataDir(), shopper.email));
    expect(link.origin).toBe("http://localhost:3000");
    expect(await resetPassword(link.searchParams.get("token"), { newPassword })).not.toBeNull();
  });

  test("is for its owner's eyes: file 0600 in a folder 0700", async () => {
    const shopper = await newShopper();
    await mailResetLink(shopper.email);
    const file = mailsTo(dataDir(), shopper.email)[0]?.file ?? "";
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  });

  test("goes out once a minute, however often it is asked for, also after a use", async () => {
    const shopper = await newShopper();
    await Promise.all(Array.from({ length: 5 }, () => mailResetLink(shopper.email)));
    expect(mailsTo(dataDir(), shopper.email)).toHaveLength(1);
    const token = new URL(resetLinkFor(dataDir(), shopper.email)).searchParams.get("token");
    expect(await resetPassword(token, { newPassword })).not.toBeNull();
    await advance(minute - 1_000);
    await mailResetLink(shopper.email);
    expect(mailsTo(dataDir(), shopper.email)).toHaveLength(1);
    await advance(1_000);
    await mailResetLink(shopper.email);
    expect(mailsTo(dataDir(), shopper.email)).toHaveLength(2);
  });

  test("goes to nobody who has no account", async () => {
    await mailResetLink("nobody@example.com");
    expect(mailsTo(dataDir(), "nobody@example.com")).toEqual([]);
  });
});
