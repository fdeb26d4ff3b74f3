import { randomUUID } from "node:crypto";
import { addToBasket, expect, password, signOut, signUp, test } from "./support/shop";

/*
 * People fill a basket first and sign in last. What they put in must be there after a reload and after signing
 * in, together with what they had put in before.
 */
test("a stranger's basket survives a reload and comes along at sign-in", async ({ page }) => {
  const email = `${randomUUID()}@example.com`;
  await page.goto("/");
  expect(await page.getByRole("main").getByRole("link").count()).toBeGreaterThanOrEqual(12);
  await addToBasket(page, "Harbour mug", 2);
  await page.reload();
  await expect(page.getByLabel("Quantity")).toHaveValue("2");
  await page.getByRole("link", { name: "Checkout" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByRole("link", { name: "Create an account" }).click();
  await signUp(page, { name: "Zoë Ünïcode", email });
  await expect(page).toHaveURL(/\/checkout$/);
  await expect(page.getByRole("button", { name: "Pay £39.95" })).toBeVisible();

  await signOut(page);
  await expect(page.getByRole("link", { name: "Basket, empty" })).toBeVisible();
  await addToBasket(page, "Harbour mug");
  await addToBasket(page, "Tea bowl");
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(` ${email.toUpperCase()} `);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: "Basket, 4 items" })).toBeVisible();
});

test("quantities change, lines go, and nonsense is answered in words", async ({ page }) => {
  await addToBasket(page, "Harbour mug");
  const line = page.getByRole("listitem").filter({ hasText: "Harbour mug" }).first();
  await line.getByLabel("Quantity").fill("3");
  await line.getByRole("button", { name: "Update" }).click();
  await expect(page.getByRole("link", { name: "Basket, 3 items" })).toBeVisible();
  for (const quantity of ["0", "-1", "1.5", "1e9", ""]) {
    await line.getByLabel("Quantity").evaluate((input: HTMLInputElement, value) => {
      input.type = "text";
      input.required = false;
      input.value = value;
    }, quantity);
    await line.getByRole("button", { name: "Update" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "whole number" })).toBeVisible();
    await page.goto("/basket");
    await expect(line.getByLabel("Quantity")).toHaveValue("3");
  }
  await line.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("heading", { name: "Your basket is empty" })).toBeVisible();
});

test("an unknown product is not found, and a sold-out one cannot be added", async ({ page, complaints }) => {
  const response = await page.goto("/products/no-such-thing");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await page.goto("/products/butter-dish");
  await expect(page.getByText("Sold out")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add to basket" })).toHaveCount(0);
  expect(complaints.splice(0)).toEqual([expect.stringContaining("404")]);
});
