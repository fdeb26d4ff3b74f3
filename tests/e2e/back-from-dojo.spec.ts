import playwright from "../../playwright.config";
import { findBrowser } from "../../scripts/lib/chromium.mjs";
import { addToBasket, buy, expect, goToDojo, test } from "./support/shop";

/*
 * Back from Dojo's page a browser may show the checkout exactly as it was left: frozen, with an old total and a
 * button that waits for ever. Real browsers keep such pages; the test browser does so only when asked.
 */
test.use({
  launchOptions: {
    ...playwright.use?.launchOptions,
    executablePath: findBrowser() ?? undefined,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  },
});

test("Back from Dojo's page finds the checkout fresh and ready", async ({ page, context, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await buy(page, "Harbour mug", { save: true });
  await addToBasket(page, "Tea bowl");
  await page.addInitScript(() =>
    window.addEventListener("pageshow", ({ persisted }) => {
      const before = sessionStorage.getItem("persisted") ?? "";
      sessionStorage.setItem("persisted", `${before} ${persisted}`.trim());
    }),
  );
  await page.goto("/checkout");
  const button = page.getByRole("button", { name: /^Pay £/ });
  const old = (await button.textContent()) ?? "";
  await goToDojo(page);
  const other = await context.newPage();
  await addToBasket(other, "Bamboo whisk");

  await page.goBack();
  await expect(button).toHaveText(/^Pay £/);
  await expect(button).not.toHaveText(old);
  await expect(page.getByText("Taking you to Dojo")).toHaveCount(0);
  await expect(page.getByRole("radio", { name: /ending 1005.*preferred/ })).toBeChecked();
  // Left, brought back as it was, fetched anew: without the middle one this test would have shown nothing.
  expect(await page.evaluate(() => sessionStorage.getItem("persisted"))).toBe("false true false");
  await goToDojo(page);
});
