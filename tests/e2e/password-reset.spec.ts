import type { Page } from "@playwright/test";
import { mailsTo, resetLinkFor } from "../setup/read-mails";
import { setting } from "../setup/setting";
import { expect, password, signIn, signOut, test } from "./support/shop";

/*
 * The way back in for whoever forgot: one mail, one link, one use. It must help the owner of the mailbox and
 * nobody else: neither the asker who guesses addresses, nor the program that opens every link in a mail.
 */
const newPassword = "a quite different secret";
const mailsOf = (email: string) => mailsTo(setting("TEST_DATA_DIR"), email);

async function askFor(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
}

async function mailedLink(email: string): Promise<string> {
  await expect.poll(() => mailsOf(email).length).toBe(1);
  return resetLinkFor(setting("TEST_DATA_DIR"), email);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a forgotten password is replaced by mail, once", async ({ page, shopper, elsewhere, baseURL }) => {
      const owner = await elsewhere();
      await askFor(owner, ` ${shopper.email.toUpperCase()} `);
      const link = await mailedLink(shopper.email);
      // A scanner of links opens it before its reader does.
      for (let look = 0; look < 2; look += 1) expect((await owner.request.get(link)).status()).toBe(200);

      const referers: string[] = [];
      page.on("request", (request) => referers.push(request.headers().referer ?? ""));
      const answer = await page.goto(link);
      expect(answer?.headers()["referrer-policy"]).toBe("strict-origin");
      await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
      await page.getByLabel("New password").fill("short");
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByText("Use at least 8 characters.")).toBeVisible();
      await page.getByLabel("New password").fill(newPassword);
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page).toHaveURL("/sign-in");
      await expect(
        page.getByRole("status").filter({ hasText: "Your password was changed. Sign in with the new one." }),
      ).toBeVisible();
      expect(referers).toContain(`${baseURL}/`);
      expect(referers.join(" ")).not.toContain(new URL(link).searchParams.get("token"));

      await signIn(page, shopper.email);
      await expect(page.getByText("do not belong together")).toBeVisible();
      await signIn(page, shopper.email, newPassword);
      await expect(page.getByRole("link", { name: "Account", exact: true })).toBeVisible();

      await page.goto(link);
      await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
      await page.getByRole("link", { name: "Send me a new link" }).click();
      await expect(page.getByLabel("Email")).toBeVisible();
    });

    test("a link that dies under the open form says so and changes nothing", async ({ page, shopper }) => {
      await signOut(page);
      await askFor(page, shopper.email);
      const link = await mailedLink(shopper.email);
      const second = await page.context().newPage();
      await second.goto(link);
      await page.goto(link);
      await page.getByLabel("New password").fill(newPassword);
      await page.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await second.getByLabel("New password").fill("the second tab's secret");
      await second.getByRole("button", { name: "Change password" }).click();
      await expect(second.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
      await signIn(page, shopper.email, newPassword);
      await expect(page.getByRole("link", { name: "Account", exact: true })).toBeVisible();
    });
  });
}

test("the answer tells nobody which accounts exist", async ({ page, shopper }) => {
  await signOut(page);
  const answers: string[] = [];
  for (const email of [shopper.email, `nobody-${shopper.email}`]) {
    await askFor(page, email);
    answers.push(`${page.url()} ${await page.getByRole("main").textContent()}`);
  }
  expect(answers[0]).toBe(answers[1]);
  await mailedLink(shopper.email);
  expect(mailsOf(`nobody-${shopper.email}`)).toEqual([]);
  await page.goto("/sign-in");
  await signIn(page, shopper.email, password);
  await expect(page.getByRole("link", { name: "Account", exact: true })).toBeVisible();
});

test("nonsense is answered in words", async ({ page }) => {
  await page.goto("/forgot-password");
  await page.getByLabel("Email").fill("not an address");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("Enter an email address like name@example.com.")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("not an address");
  for (const query of ["", "?token=", "?token=nonsense", "?token=%00", "?token=a&token=b"]) {
    await page.goto(`/reset-password${query}`);
    await expect(page.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  }
});
