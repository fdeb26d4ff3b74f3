import { type APIRequestContext, request } from "@playwright/test";
import { setting } from "../setup/setting";
import { addToBasket, expect, goToDojo, signUp, test } from "./support/shop";

/*
 * Requests that no page of ours sends: each gets a plain answer, and nothing of anybody else's.
 */
const post = (api: APIRequestContext, path: string, form: Record<string, string>, origin?: string) =>
  api.post(path, { form, headers: { origin: origin ?? setting("SHOP_URL") }, maxRedirects: 0 });

test("an order belongs to its shopper: others find nothing", async ({
  page,
  shopper,
  browser,
  complaints,
}) => {
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await page.getByRole("link", { name: "Cancel and return" }).click();
  const returned = page.url();
  const number = (await page.getByRole("link", { name: /^\d{6}$/ }).textContent()) ?? "";

  const elsewhere = await browser.newContext({ baseURL: setting("SHOP_URL") });
  const other = await elsewhere.newPage();
  await other.goto(returned);
  await expect(other.getByRole("heading", { name: "Payment cancelled" })).toBeVisible();
  await expect(other.getByText(shopper.name)).toHaveCount(0);
  await expect(other.getByRole("link", { name: "Sign in to see your order" })).toBeVisible();
  await other.goto("/sign-up");
  await signUp(other, { name: "Somebody Else", email: `other-${shopper.email}` });
  expect((await other.goto(`/orders/${number}`))?.status()).toBe(404);
  const paid = await post(elsewhere.request, `/orders/${number}/pay`, {});
  expect(paid.status()).toBe(404);
  await elsewhere.close();
  expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
});

test("a pay form that was tampered with charges nothing", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  const clickToken = "A".repeat(22);
  const cases: [Record<string, string>, string][] = [
    [{ clickToken, shownTotal: "1", card: "new" }, "/checkout?problem=price-changed"],
    [{ clickToken, shownTotal: "-1", card: "new" }, "/checkout?problem=price-changed"],
    [{ clickToken, shownTotal: "2195", card: "pm_somebody_elses" }, "/checkout?problem=card-unknown"],
    [{}, "/checkout?problem=price-changed"],
  ];
  for (const [form, expected] of cases) {
    const answer = await post(page.request, "/checkout/pay", form);
    expect(answer.status()).toBe(303);
    expect(new URL(answer.headers().location ?? "").href).toBe(`${setting("SHOP_URL")}${expected}`);
  }
  await page.goto("/orders");
  await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
});

test("an empty basket at the till is said", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  const form = { clickToken: "A".repeat(22), shownTotal: "395", card: "new" };
  const answer = await post(page.request, "/checkout/pay", form);
  expect(answer.headers().location).toContain("problem=empty-basket");
  await page.goto(answer.headers().location ?? "");
  await expect(page.getByRole("heading", { name: "Your basket is empty" })).toBeVisible();
});

test("addresses with nonsense in them find nothing, without an error", async ({
  page,
  shopper,
  complaints,
}) => {
  expect(shopper.email).toBeTruthy();
  for (const path of ["/products/%00", "/orders/%00", "/orders/1%27%20or%201", "/checkout/return?order=%00"])
    expect((await page.goto(path))?.status(), path).toBe(404);
  complaints.splice(0);
});

test("cookies with nonsense in them break no page", async () => {
  const { port } = new URL(setting("SHOP_URL"));
  const cookie = ["callback", "session", "basket", "csrf"]
    .map((what) => `__Host-${what}-${port}=http://[%00`)
    .join("; ");
  const api = await request.newContext({ baseURL: setting("SHOP_URL"), extraHTTPHeaders: { cookie } });
  for (const path of ["/", "/basket", "/sign-in"]) expect((await api.get(path)).status(), path).toBe(200);
  await api.dispose();
});

test("forms from other sites are refused", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  for (const path of ["/checkout/pay", "/orders/100001/pay", "/sign-out"])
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"])
      expect((await post(page.request, path, {}, origin)).status(), `${path} ${origin}`).toBe(403);
});

test("the webhook route answers strangers with a status and nothing else", async () => {
  const api = await request.newContext({ baseURL: setting("SHOP_URL") });
  const send = (data: string, headers: Record<string, string> = {}) =>
    api.post("/api/webhooks/dojo", { data, headers: { "content-type": "application/json", ...headers } });
  const wrong = `sha256=${Array.from({ length: 32 }, () => "AB").join("-")}`;
  for (const answer of [
    await send('{"id":'),
    await send("{}", { "dojo-signature": "sha256=nonsense" }),
    await send("{}", { "dojo-signature": wrong }),
  ]) {
    expect(answer.status()).toBe(401);
    expect(await answer.text()).toBe("");
  }
  expect((await api.get("/api/webhooks/dojo")).status()).toBe(405);
  await api.dispose();
});
