import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { addToBasket, buy, expect, goToDojo, test } from "./support/shop";

/*
 * The key moves money and the customer secret shows cards. Neither they nor the names of our settings may reach a
 * browser: not in a page, not in a script, not in an address of ours.
 */
const forbidden = /sk_(sandbox|prod)|cs_(sandbox|prod)|DOJO_/;

test("no page and no built script holds a key, a customer secret or a setting's name", async ({
  page,
  shopper,
  complaints,
}) => {
  const answers: { url: string; text: Promise<string> }[] = [];
  page.on("response", (response) => {
    const url = response.url();
    if (url.startsWith(test.info().project.use.baseURL ?? "") && response.status() === 200)
      answers.push({ url, text: response.text().catch(() => "") });
  });
  await buy(page, "Harbour mug", { save: true });
  await addToBasket(page, "Tea bowl");
  await page.goto("/checkout");
  await expect(page.getByRole("radio", { name: /ending 1005/ })).toBeChecked();
  for (const path of ["/", "/basket", "/orders", "/account/cards", "/sign-in", "/no-such-page"])
    await page.goto(path);
  await page.goto("/orders");
  await page.getByRole("link", { name: /^Order \d/ }).click();
  await expect(page.getByText("Payment successful")).toBeVisible();

  expect(shopper.email).toBeTruthy();
  expect(complaints.splice(0)).toEqual([expect.stringContaining("404")]);
  expect(answers.length).toBeGreaterThan(15);
  for (const { url, text } of answers) {
    expect(url).not.toMatch(forbidden);
    expect(await text, url).not.toMatch(forbidden);
  }
});

test("the built client files hold none either", () => {
  const builds = readdirSync(".").filter(
    (name) => name.startsWith(".next-") && statSync(join(name, "BUILD_ID"), { throwIfNoEntry: false }),
  );
  const files = builds.flatMap((build) =>
    readdirSync(join(build, "static"), { recursive: true, encoding: "utf8" }).map((file) =>
      join(build, "static", file),
    ),
  );
  const readable = files.filter((file) => statSync(file).isFile());
  expect(readable.length).toBeGreaterThan(5);
  for (const file of readable) expect(readFileSync(file, "utf8"), file).not.toMatch(forbidden);
});

test("the payment link travels in one 303 that nobody may keep or pass on", async ({ page, shopper }) => {
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  const answered = page.waitForResponse((response) => response.url().endsWith("/checkout/pay"));
  await goToDojo(page);
  const answer = await answered;
  expect(answer.status()).toBe(303);
  expect(answer.headers()["cache-control"]).toBe("no-store");
  expect(answer.headers()["referrer-policy"]).toBe("no-referrer");
  expect(await page.evaluate(() => document.referrer)).toBe("");
  expect(shopper.email).toBeTruthy();
});
