import { expect, password, query, signOut, test } from "./support/shop";

/*
 * A session is what stands between a stranger and somebody's cards. It opens with the right password only, by our
 * form or by next-auth's own address, and ends when the shopper or the database says so.
 */
test("a wrong password and an unknown account get the same answer", async ({ page, shopper }) => {
  await signOut(page);
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  for (const email of [shopper.email, `nobody-${shopper.email}`]) {
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue(email);
  }
});

test("an address that has an account is told to sign in", async ({ page, shopper }) => {
  await signOut(page);
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Ada Again");
  await page.getByLabel("Email").fill(shopper.email.toUpperCase());
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("There is an account with this email already.")).toBeVisible();
});

test("next-auth's own address opens the same session, for the right password", async ({
  page,
  shopper,
  complaints,
}) => {
  await signOut(page);
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  const signIn = (attempt: { email: string; password: string }) =>
    page.evaluate(async ({ email, password }) => {
      const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
      const body = new URLSearchParams({ csrfToken, email, password, json: "true" });
      return (await fetch("/api/auth/callback/credentials", { method: "POST", body })).status;
    }, attempt);
  expect(await signIn({ email: shopper.email, password: "not the password" })).toBe(401);
  expect(await signIn({ email: shopper.email, password })).toBe(200);
  await page.goto("/orders");
  await expect(page.getByRole("heading", { name: "Your orders" })).toBeVisible();
  expect(complaints.splice(0)).toEqual([expect.stringContaining("401")]);
});

test("a session ends at once when the account's session version is raised", async ({ page, shopper }) => {
  await page.goto("/orders");
  await expect(page.getByRole("heading", { name: "Your orders" })).toBeVisible();
  await query(`UPDATE "User" SET "sessionVersion" = "sessionVersion" + 1 WHERE email = $1`, [shopper.email]);
  await page.goto("/orders");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
