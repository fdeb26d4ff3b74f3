import { expect } from "@playwright/test";
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
];
