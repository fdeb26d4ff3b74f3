import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, password, signIn, signOut, signUp, test } from "./support/shop";

/*
 * People marry, move, lose phones and leave. The account follows them: every form says what is wrong where it is
 * wrong, keeps what was typed even when the session ends under it, and ends what it says it ends.
 */
const home = {
  "Full name": "רחל 👩‍👩‍👧 Lee",
  // A percent sign, because cookies have an opinion on those.
  "Address line 1": "1 Quay Street, 100% & Co",
  "Address line 2 (optional)": "Flat 2",
  "Town or city": "Bristol",
  Postcode: "bs14dj",
};

async function fill(page: Page, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label).fill(value);
}

/** As if the seven days were over: the form is open, the cookie is gone. */
async function endSession(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: /session/ });
}

const news = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });

test("the account shows what is known and leads to the rest", async ({ page, shopper }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Account", exact: true }).click();
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Your account" })).toBeVisible();
  for (const text of [shopper.name, shopper.email]) await expect(main.getByText(text)).toBeVisible();
  for (const [link, heading] of [
    ["Change name or email", "Name and email"],
    ["Add an address", "Delivery address"],
    ["Change password", "Change password"],
    ["Delete account", "Delete account"],
    ["Your cards", "Your cards"],
    ["Your orders", "Your orders"],
  ] as const) {
    await page.goto("/account");
    await main.getByRole("link", { name: link }).click();
    await expect(main.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
  }
});

test("a stranger is asked to sign in first, and comes back", async ({ page, shopper }) => {
  await signOut(page);
  for (const path of ["", "/details", "/address", "/password", "/delete"]) {
    await page.goto(`/account${path}`);
    await expect(page).toHaveURL(`/sign-in?callbackUrl=${encodeURIComponent(`/account${path}`)}`);
    await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
  }
  await signIn(page, shopper.email);
  await expect(page).toHaveURL("/account/delete");
});

test("an address is refused where it is wrong, kept where it is right, and leads back", async ({
  page,
  shopper,
}) => {
  expect(shopper.email).toBeTruthy();
  await page.goto("/account/address?callbackUrl=/basket");
  await expect(page.getByLabel("Full name")).toHaveValue(shopper.name);
  await fill(page, { ...home, "Town or city": "x".repeat(101), Postcode: "12345" });
  await page.getByRole("button", { name: "Save address" }).click();
  await expect(page.getByText("Enter a UK postcode, like SW1A 1AA.")).toBeVisible();
  await expect(page.getByText("Use at most 100 characters.")).toBeVisible();
  await expect(page.getByLabel("Town or city")).toBeFocused();
  await expect(page.getByLabel("Full name")).toHaveValue(home["Full name"]);
  await fill(page, home);
  await page.getByRole("button", { name: "Save address" }).click();
  await expect(page).toHaveURL("/basket");
  await expect(news(page, "Your delivery address is saved.")).toBeVisible();
  await page.goto("/account");
  for (const line of ["רחל 👩‍👩‍👧 Lee", home["Address line 1"], "Flat 2", "Bristol", "BS1 4DJ"])
    await expect(page.getByRole("main").getByText(line, { exact: true })).toBeVisible();
});

test("an address page sends nobody to another site", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await page.goto("/account/address?callbackUrl=//evil.example");
  await fill(page, home);
  await page.getByRole("button", { name: "Save address" }).click();
  await expect(page).toHaveURL("/account");
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a session that ends under an open form, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("loses nothing that was typed", async ({ page, context, shopper }) => {
      await page.goto("/account/address?callbackUrl=/basket");
      await fill(page, home);
      await endSession(context);
      await page.getByRole("button", { name: "Save address" }).click();
      await expect(page.getByText("what you typed is kept")).toBeVisible();
      await signIn(page, shopper.email);
      await expect(page).toHaveURL("/account/address?callbackUrl=%2Fbasket");
      for (const [label, value] of Object.entries(home))
        await expect(page.getByLabel(label)).toHaveValue(value);
      await page.getByRole("button", { name: "Save address" }).click();
      await expect(page).toHaveURL("/basket");
    });

    test("keeps no password, and changes nothing", async ({ page, context, shopper }) => {
      await page.goto("/account/details");
      await fill(page, { Name: "Ada King", Email: `king-${shopper.email}`, "Current password": password });
      await endSession(context);
      await page.getByRole("button", { name: "Save details" }).click();
      await expect(page.getByText("what you typed is kept")).toBeVisible();
      const draft = (await context.cookies()).find(({ name }) => name.includes("draft"))?.value ?? "";
      const kept = Buffer.from(draft, "base64url").toString();
      expect(kept).toContain(`king-${shopper.email}`);
      expect(kept).not.toContain(password);
      await signIn(page, shopper.email);
      await expect(page.getByLabel("Email")).toHaveValue(`king-${shopper.email}`);
      await expect(page.getByLabel("Current password")).toHaveValue("");
      await page.goto("/account/delete");
      await page.getByLabel("Current password").fill(password);
      await endSession(context);
      await page.getByRole("button", { name: "Delete account" }).click();
      await expect(page.getByText("nothing was changed")).toBeVisible();
      await signIn(page, shopper.email);
      await expect(page.getByRole("heading", { name: "Delete account" })).toBeVisible();
    });

    test("shows what was typed to nobody else", async ({ page, context, elsewhere, shopper }) => {
      const other = { name: "Somebody Else", email: `other-${shopper.email}` };
      const otherPage = await elsewhere();
      await otherPage.goto("/sign-up");
      await signUp(otherPage, other);
      await page.goto("/account/address");
      await fill(page, home);
      await endSession(context);
      await page.getByRole("button", { name: "Save address" }).click();
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await signIn(page, other.email);
      await expect(page.getByLabel("Full name")).toHaveValue(other.name);
      await expect(page.getByLabel("Address line 1")).toHaveValue("");
    });
  });
}

test("name and email are changed; another email wants the password and no other owner", async ({
  page,
  elsewhere,
  shopper,
}) => {
  const taken = `taken-${shopper.email}`;
  const otherPage = await elsewhere();
  await otherPage.goto("/sign-up");
  await signUp(otherPage, { name: "Somebody Else", email: taken });

  const save = () => page.getByRole("button", { name: "Save details" }).click();
  await page.goto("/account/details");
  await fill(page, { Name: "", Email: taken });
  await save();
  await expect(page.getByText("Enter your name.")).toBeVisible();
  await expect(page.getByLabel("Name")).toBeFocused();
  await fill(page, { Name: "Ada King" });
  await save();
  await expect(page.getByText("Enter your current password to change the email.")).toBeVisible();
  await page.getByLabel("Current password").fill(password);
  await save();
  await expect(page.getByText("There is another account with this email.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Ada King");
  await fill(page, { Email: `  NEW-${shopper.email} `, "Current password": "not the password" });
  await save();
  await expect(page.getByText("That is not your current password.")).toBeVisible();
  await page.getByLabel("Current password").fill(password);
  await save();
  await expect(news(page, "Your details are saved.")).toBeVisible();
  await signOut(page);
  await page.goto("/sign-in?callbackUrl=/account");
  await signIn(page, `new-${shopper.email}`);
  await expect(page.getByRole("main").getByText("Ada King")).toBeVisible();
});

test("a new password signs out every other browser and not this one", async ({
  page,
  elsewhere,
  shopper,
}) => {
  const phone = await elsewhere();
  await phone.goto("/sign-in?callbackUrl=/account");
  await signIn(phone, shopper.email);
  await expect(phone.getByRole("heading", { name: "Your account" })).toBeVisible();

  await page.goto("/account/password");
  await fill(page, { "Current password": "not the password", "New password": "a quite different secret" });
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("That is not your current password.")).toBeVisible();
  await fill(page, { "Current password": password, "New password": "a quite different secret" });
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(news(page, "Your password is changed.")).toBeVisible();
  await phone.reload();
  await expect(phone.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn(phone, shopper.email);
  await expect(phone.getByText("do not belong together")).toBeVisible();
  await signIn(phone, shopper.email, "a quite different secret");
  await expect(phone.getByRole("heading", { name: "Your account" })).toBeVisible();

  await phone.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(news(phone, "You are signed out here and everywhere else.")).toBeVisible();
  await page.goto("/account");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a deleted account is gone: its password opens nothing, its email is free", async ({
  page,
  shopper,
}) => {
  await page.goto("/account/delete");
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByText("Enter your password.")).toBeVisible();
  await page.getByLabel("Current password").fill("not the password");
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByText("That is not your current password.")).toBeVisible();
  await page.getByLabel("Current password").fill(password);
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(news(page, "Your account is deleted.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("/sign-in");
  await signIn(page, shopper.email);
  await expect(page.getByText("do not belong together")).toBeVisible();
  await page.goto("/sign-up");
  await signUp(page, shopper);
  await expect(page.getByRole("link", { name: "Account", exact: true })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`signing up, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("says one thing about each empty field", async ({ page }) => {
      await page.goto("/sign-up");
      await page.getByRole("button", { name: "Create account" }).click();
      for (const complaint of [
        "Enter your name.",
        "Enter an email address",
        "Enter a password of at least 8",
      ])
        await expect(page.getByText(complaint)).toBeVisible();
      await expect(page.getByText(/8 characters/)).toHaveCount(1);
    });

    test("takes any script, and spaces pasted around the email", async ({ page }) => {
      const name = "عائشة 👩‍👩‍👧 רחל José\u0301";
      await page.goto("/sign-up?callbackUrl=/account");
      await signUp(page, { name, email: `  ${randomUUID()}@Example.com ` });
      await expect(page.getByRole("main").getByText(name)).toBeVisible();
    });

    test("with an email that has an account offers both ways on", async ({ page, shopper, context }) => {
      await context.clearCookies();
      await page.goto("/sign-up?callbackUrl=/account/address");
      await fill(page, { Name: "Ada Again", Email: shopper.email, Password: password });
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(
        page.getByText("There is an account with this email already. Sign in instead."),
      ).toBeVisible();
      await expect(page.getByLabel("Name")).toHaveValue("Ada Again");
      const waysOn = page.getByRole("alert").filter({ hasText: "Forgot your password?" });
      await expect(waysOn.getByRole("link", { name: "Forgot your password?" })).toBeVisible();
      await waysOn.getByRole("link", { name: "Sign in" }).click();
      await signIn(page, shopper.email);
      await expect(page).toHaveURL("/account/address");
    });
  });
}

test("the header is one row on a phone, and nothing is wider than a narrow one", async ({
  page,
  shopper,
}) => {
  expect(shopper.email).toBeTruthy();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/account");
  const boxes = await Promise.all(
    [
      page.getByRole("banner").getByRole("link", { name: /Harbour/ }),
      page.getByRole("link", { name: "Account", exact: true }),
      page.getByRole("link", { name: "Basket, empty" }),
    ].map((link) => link.boundingBox()),
  );
  for (const box of boxes) {
    expect(box?.y).toBe(boxes[0]?.y);
    expect(box?.height).toBeGreaterThanOrEqual(44);
  }
  await expect(page.getByRole("banner").getByRole("button", { name: "Sign out" })).toBeHidden();
  await page.setViewportSize({ width: 320, height: 844 });
  for (const path of ["", "/details", "/address", "/password", "/delete"]) {
    await page.goto(`/account${path}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
  }
});

test("a form opened with another account changes nothing of this one's", async ({
  page,
  context,
  shopper,
}) => {
  expect(shopper.email).toBeTruthy();
  await page.goto("/account/address");
  await page.getByLabel("Full name").fill("The First Shopper");
  await page.getByLabel("Address line 1").fill("1 Secret Lane");
  await page.getByLabel("Town or city").fill("Bath");
  await page.getByLabel("Postcode").fill("BA1 1AA");
  const other = await context.newPage();
  await other.goto("/account");
  await signOut(other);
  await other.goto("/sign-up");
  await signUp(other, { name: "The Second Shopper", email: `second-${shopper.email}` });

  await page.getByRole("button", { name: "Save address" }).click();
  await expect(page.getByRole("status")).toContainText("signed in with another account");
  await expect(page.getByLabel("Address line 1")).toHaveValue("");
  await other.goto("/account");
  await expect(other.getByText("Secret Lane")).toHaveCount(0);
});
