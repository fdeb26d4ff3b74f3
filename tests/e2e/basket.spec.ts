import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { addToBasket, expect, password, query, signOut, signUp, test } from "./support/shop";

/*
 * People fill a basket first and sign in last. What they put in must be there after a reload and after signing
 * in, together with what they had put in before; what they change is saved, or refused in words beside it.
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

const lineOf = (page: Page, product: string) =>
  page.getByRole("listitem").filter({ hasText: product }).first();

test("totals follow the quantity by themselves, and the till waits for the last change", async ({
  page,
  shopper,
}) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  const quantity = page.getByLabel("Quantity");
  await quantity.fill("3");
  await expect(page.getByText("£57.95")).toBeVisible();
  await expect(page.getByRole("link", { name: "Basket, 3 items" })).toBeVisible();
  await quantity.fill("12");
  await page.getByRole("link", { name: "Checkout" }).click();
  await expect(page.getByRole("button", { name: "Pay £219.95" })).toBeVisible();
});

test("nonsense and too many are answered beside the field, with what was typed", async ({ page }) => {
  await addToBasket(page, "Linen cloth");
  await addToBasket(page, "Stoneware teapot");
  const teapot = lineOf(page, "Stoneware teapot").getByLabel("Quantity");
  for (const [typed, answer] of [
    ["0", "whole number from 1 to 99"],
    ["-1", "whole number from 1 to 99"],
    ["1.5", "whole number from 1 to 99"],
    ["1000", "whole number from 1 to 99"],
    ["99", /only 2 of Stoneware teapot left/],
  ] as const) {
    await teapot.fill(typed);
    await expect(lineOf(page, "Stoneware teapot").getByRole("alert")).toContainText(answer);
    await expect(teapot).toHaveValue(typed);
    await expect(teapot).toHaveAttribute("aria-invalid", "true");
  }
  await page.getByRole("link", { name: "Checkout" }).click();
  await expect(teapot).toBeFocused();
  await expect(page).toHaveURL(/\/basket$/);
  await teapot.fill("2");
  await expect(lineOf(page, "Stoneware teapot").getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Basket, 3 items" })).toBeVisible();
});

test("a line goes with one press, which is said by name", async ({ page }) => {
  await addToBasket(page, "Harbour mug");
  await page.getByRole("button", { name: "Remove Harbour mug" }).click();
  await expect(page.getByRole("status")).toContainText("Harbour mug was removed");
  await expect(page.getByRole("heading", { name: "Your basket is empty" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("status")).toHaveCount(0);
});

test("two tabs on one basket lose nothing and bring nothing back", async ({ page, context }) => {
  await addToBasket(page, "Harbour mug");
  await addToBasket(page, "Tea bowl");
  const other = await context.newPage();
  await other.goto("/basket");
  await lineOf(other, "Harbour mug").getByLabel("Quantity").fill("5");
  await expect(other.getByRole("link", { name: "Basket, 6 items" })).toBeVisible();
  await other.getByRole("button", { name: "Remove Tea bowl" }).click();
  await expect(other.getByRole("link", { name: "Basket, 5 items" })).toBeVisible();

  await lineOf(page, "Tea bowl").getByLabel("Quantity").fill("2");
  await expect(page.getByRole("link", { name: "Basket, 5 items" })).toBeVisible();
  await expect(page.getByText("Tea bowl")).toHaveCount(0);
  await expect(lineOf(page, "Harbour mug").getByLabel("Quantity")).toHaveValue("5");
});

test("a session that ends under a typed quantity leads back to it", async ({ page, context, shopper }) => {
  await addToBasket(page, "Harbour mug");
  await context.clearCookies();
  await page.getByLabel("Quantity").fill("4");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("Email").fill(shopper.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/basket$/);
  await expect(page.getByLabel("Quantity")).toHaveValue("4");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("signed out before this was saved");
  await page.getByRole("button", { name: "Update Harbour mug" }).click();
  await expect(page.getByRole("link", { name: "Basket, 4 items" })).toBeVisible();
});

test("goods that were sold meanwhile are named before paying", async ({ page, shopper }) => {
  await addToBasket(page, "Stoneware teapot", 2);
  await query(
    `UPDATE "BasketLine" SET quantity = 98 FROM "Basket" b JOIN "User" u ON u.id = b."userId"
     WHERE "basketId" = b.id AND u.email = $1`,
    [shopper.email],
  );
  await page.goto("/checkout");
  await expect(page.getByRole("main").getByRole("alert")).toContainText(
    "not enough left of: Stoneware teapot",
  );
  await page.getByRole("link", { name: "Change your basket" }).click();
  await expect(page.getByText(/Only \d+ left/)).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a button saves the quantity, and a refusal keeps what was typed", async ({ page }) => {
    await addToBasket(page, "Stoneware teapot");
    await page.getByLabel("Quantity").fill("2");
    await page.getByRole("button", { name: "Update Stoneware teapot" }).click();
    await expect(page.getByText("£139.95")).toBeVisible();
    await page.getByLabel("Quantity").fill("99");
    await page.getByRole("button", { name: "Update Stoneware teapot" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("of Stoneware teapot left");
    await expect(page.getByLabel("Quantity")).toHaveValue("99");
    await expect(page.getByRole("link", { name: "Basket, 2 items" })).toBeVisible();
  });
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
