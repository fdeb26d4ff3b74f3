import { createHash, randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { password, query } from "../shop";
import { newAccount, signedIn } from "./people";
import type { State } from "./state";

export const account: State[] = [
  {
    name: "sign-in",
    arrange: async (page) => {
      await page.goto("/sign-in");
    },
  },
  {
    name: "sign-in-refused",
    arrange: async (page) => {
      await page.goto("/sign-in");
      await page.getByLabel("Email").fill("nobody@example.com");
      await page.getByLabel("Password").fill("not the password");
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByText("do not belong together")).toBeVisible();
    },
  },
  {
    name: "sign-in-too-often",
    alike: true,
    arrange: async (page) => {
      const { email } = await newAccount();
      await page.goto("/sign-in");
      await page.getByLabel("Email").fill(email);
      const typed = { Password: "not the password" };
      await pressUntilTooOften(page, typed, "Sign in", "There were too many wrong passwords.");
    },
  },
  {
    name: "sign-up",
    arrange: async (page) => {
      await page.goto("/sign-up");
    },
  },
  {
    name: "sign-up-refused",
    arrange: async (page) => {
      await page.goto("/sign-up");
      await page.getByLabel("Email").fill("not an address");
      await page.getByLabel("Password").fill("short");
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByText("Use at least 8 characters.")).toBeVisible();
    },
  },
  {
    name: "sign-up-common-password",
    alike: true,
    arrange: async (page) => {
      await page.goto("/sign-up");
      await page.getByLabel("Name").fill("Ada Shopper");
      await page.getByLabel("Email").fill("ada@example.com");
      await page.getByLabel("Password").fill("password123");
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByText("one of those that are tried first")).toBeVisible();
    },
  },
  {
    name: "sign-up-taken",
    arrange: async (page) => {
      const { email } = await newAccount();
      await page.goto("/sign-up?callbackUrl=/checkout");
      await page.getByLabel("Name").fill("Ada Again");
      await page.getByLabel("Email").fill(email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByText("There is an account with this email already.")).toBeVisible();
    },
  },
  {
    name: "forgot-password",
    arrange: async (page) => {
      await page.goto("/forgot-password");
    },
  },
  {
    name: "forgot-password-asked",
    arrange: async (page) => {
      await page.goto("/forgot-password?asked=1");
    },
  },
  {
    name: "reset-password",
    arrange: async (page) => {
      const token = randomBytes(32).toString("base64url");
      await query(
        `INSERT INTO "PasswordReset" ("userId", "tokenHash", "expiresAt") VALUES ($1, $2, shop_now() + interval '1 hour')`,
        [(await newAccount()).id, createHash("sha256").update(token).digest("base64url")],
      );
      await page.goto(`/reset-password?token=${token}`);
      await expect(page.getByLabel("New password")).toBeVisible();
    },
  },
  {
    name: "reset-password-dead-link",
    arrange: async (page) => {
      await page.goto("/reset-password?token=used");
    },
  },
  {
    name: "account",
    arrange: async (page) => {
      const { id } = await signedIn(page, "רחל 👩‍👩‍👧 Lee");
      await query(`UPDATE "User" SET "deliveryAddress" = $2 WHERE id = $1`, [id, JSON.stringify(home)]);
      await page.goto("/account");
    },
  },
  {
    name: "account-new",
    arrange: async (page) => {
      await signedIn(page);
      await page.goto("/account");
    },
  },
  {
    name: "account-details-refused",
    arrange: async (page) => {
      await signedIn(page);
      await page.goto("/account/details");
      await page.getByLabel("Email").fill("another@example.com");
      await page.getByRole("button", { name: "Save details" }).click();
      await expect(page.getByText("Enter your current password")).toBeVisible();
    },
  },
  {
    name: "account-address",
    arrange: async (page) => {
      await signedIn(page);
      await page.goto("/account/address");
    },
  },
  {
    name: "account-address-refused",
    arrange: async (page) => {
      await signedIn(page);
      await page.goto("/account/address?callbackUrl=/checkout");
      await page.getByLabel("Postcode").fill("12345");
      await page.getByRole("button", { name: "Save address" }).click();
      await expect(page.getByText("Enter a UK postcode")).toBeVisible();
    },
  },
  {
    name: "account-password",
    arrange: async (page) => {
      await signedIn(page);
      await page.goto("/account/password");
    },
  },
  {
    name: "account-password-too-often",
    alike: true,
    arrange: async (page) => {
      await signedIn(page);
      await page.goto("/account/password");
      const typed = { "Current password": "not the password", "New password": "another password" };
      await pressUntilTooOften(page, typed, "Change password", "Too many wrong passwords.");
    },
  },
  {
    name: "account-delete",
    arrange: async (page) => {
      await signedIn(page);
      await page.goto("/account/delete");
    },
  },
];

const home = { name: "Ada Shopper", line1: "1 Quay Street", city: "Bristol", postcode: "BS1 4DJ" };

/** Ten wrong passwords may be tried; a form that was answered has emptied its passwords. */
async function pressUntilTooOften(
  page: Page,
  typed: Record<string, string>,
  button: string,
  words: string,
): Promise<void> {
  const fields = Object.entries(typed).map(
    ([label, text]) => [page.getByLabel(label, { exact: true }), text] as const,
  );
  for (let press = 0; press <= 10; press += 1) {
    for (const [field, text] of fields) await field.fill(text);
    await page.getByRole("button", { name: button }).click();
    for (const [field] of fields) await expect(field).toHaveValue("");
  }
  await expect(page.getByText(words)).toBeVisible();
}
