import { setting } from "../setup/setting";
import { expect, query, test } from "./support/shop";

/*
 * The shelf is where a shop is judged: things are found by kind, the page says what is left before anybody hopes
 * for more, and pressing twice buys once.
 */
test("a category shows its own things, and is one link away from each of them", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Categories" }).getByRole("link", { name: "Brewing" }).click();
  await expect(page).toHaveURL(/\/categories\/brewing$/);
  await expect(page).toHaveTitle(/^Brewing · /);
  await expect(page.getByRole("link", { name: "Brewing" })).toHaveAttribute("aria-current", "page");
  const things = page.getByRole("main").getByRole("listitem");
  await expect(things).toHaveCount(4);
  await expect(things.filter({ hasText: "Harbour mug" })).toHaveCount(0);

  await page.getByRole("link", { name: "Stoneware teapot" }).click();
  await expect(page.getByText("Only 2 left")).toBeVisible();
  await page.getByRole("link", { name: "Brewing", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Brewing", level: 1 })).toBeVisible();
});

test("a category that is none is not found", async ({ page, complaints }) => {
  for (const slug of ["no-such-thing", "%00", "Brewing"])
    expect((await page.goto(`/categories/${slug}`))?.status(), slug).toBe(404);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  expect(complaints.splice(0).filter((text) => !text.includes("404"))).toEqual([]);
});

test("pressing twice adds once", async ({ page }) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await page.goto("/products/harbour-mug");
  await page.getByRole("button", { name: "Add to basket" }).dblclick();
  await page.waitForURL("**/basket");
  await page.reload();
  await expect(page.getByLabel("Quantity")).toHaveValue("1");
  expect(sent).toHaveLength(1);
  await expect(page.getByRole("link", { name: "Basket, 1 item" })).toBeVisible();
});

for (const javaScriptEnabled of [true, false])
  test.describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("too many are refused at the field, in words, with what was typed", async ({ page }) => {
      const quantity = page.getByLabel("Quantity");
      const add = async (number: string) => {
        await page.goto("/products/stoneware-teapot");
        await quantity.fill(number);
        await page.getByRole("button", { name: "Add to basket" }).click();
      };
      await add("9");
      await expect(page.getByText("Stoneware teapot: only 2 left. Choose 2 or fewer.")).toBeVisible();
      await expect(quantity).toHaveValue("9");
      await expect(quantity).toHaveAccessibleDescription(/only 2 left/);
      await expect(quantity).toHaveAttribute("aria-invalid", "true");
      if (javaScriptEnabled) await expect(quantity).toBeFocused();

      await add("1");
      await page.waitForURL("**/basket");
      await add("2");
      await expect(page.getByText("your basket holds 1 already. You can add 1 more.")).toBeVisible();
      await add("0");
      await expect(page.getByText("Choose a whole number from 1 to 99.")).toBeVisible();
    });

    test("what was sold meanwhile is said, and nothing is added", async ({ page }) => {
      const setStock = (stock: number) =>
        query(`UPDATE "Product" SET stock = $1 WHERE slug = 'cast-trivet'`, [stock]);
      await page.goto("/products/cast-trivet");
      await setStock(0);
      await page.getByRole("button", { name: "Add to basket" }).click();
      await expect(page.getByText(/sold out/i).first()).toBeVisible();
      await setStock(24);
      await expect(page.getByRole("link", { name: "Basket, empty" })).toBeVisible();
    });
  });

test("search engines and people who share a link are told what is where", async ({ page, request }) => {
  const shop = setting("SHOP_URL");
  await page.goto("/products/tea-bowl");
  const property = (name: string) => page.locator(`meta[property="${name}"]`);
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", `${shop}/products/tea-bowl`);
  await expect(property("og:title")).toHaveAttribute("content", /^Tea bowl · /);
  await expect(property("og:site_name")).toHaveAttribute("content", /\S/);
  await expect(property("og:image:alt")).toHaveAttribute("content", /\S/);
  const picture = (await property("og:image").getAttribute("content")) ?? "";
  expect((await request.get(picture)).headers()["content-type"]).toBe("image/png");

  const sitemap = await (await request.get("/sitemap.xml")).text();
  for (const path of ["/", "/categories/cups-and-bowls", "/products/tea-bowl"])
    expect(sitemap).toContain(`<loc>${shop}${path}</loc>`);
  for (const [, address] of sitemap.matchAll(/<loc>([^<]+)<\/loc>/g))
    expect((await request.get(address ?? "")).status(), address).toBe(200);

  const robots = await (await request.get("/robots.txt")).text();
  expect(robots).toContain(`Sitemap: ${shop}/sitemap.xml`);
  for (const path of ["/account", "/basket", "/checkout", "/orders", "/sign-in"])
    expect(robots).toContain(`Disallow: ${path}\n`);
  for (const file of ["/favicon.ico", "/icon.svg", "/apple-icon.png", "/manifest.webmanifest"])
    expect((await request.get(file)).status(), file).toBe(200);
});
