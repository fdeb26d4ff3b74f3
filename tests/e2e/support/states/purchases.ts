import { expect, type Page } from "@playwright/test";
import { emulatorControl } from "../../../setup/emulator-control";
import { setting } from "../../../setup/setting";
import { query } from "../shop";
import { newId, type Person } from "./people";

export type Goods = Record<string, number>;

export const MUG: Goods = { "harbour-mug": 1 };
const TWO_THINGS: Goods = { "harbour-mug": 1, "tea-bowl": 1 };
/** In pence, with delivery: what the till says of them. */
const THEIR_TOTAL = 4595;

/** By SQL, so also what the shop would refuse by now: more than there is. */
export async function putInBasket({ id }: Person, goods: Goods): Promise<void> {
  await query(`INSERT INTO "Basket" (id, "userId") VALUES ($1, $2) ON CONFLICT DO NOTHING`, [newId(), id]);
  await query(
    `INSERT INTO "BasketLine" ("basketId", "productId", quantity)
     SELECT basket.id, product.id, wanted.value::int FROM "Basket" basket, jsonb_each_text($2::jsonb) wanted
     JOIN "Product" product ON product.slug = wanted.key WHERE basket."userId" = $1`,
    [id, JSON.stringify(goods)],
  );
}

export type Started = { orderId: string; number: string; link: string; intentId: string };

/** Presses "Pay" for two things, which it first brings to the shelf: an order that waits at Dojo. */
export async function startOrder(page: Page, person: Person): Promise<Started> {
  await query(`UPDATE "Product" SET stock = stock + 1 WHERE slug = ANY($1)`, [Object.keys(TWO_THINGS)]);
  await putInBasket(person, TWO_THINGS);
  const form = { clickToken: newId(), shownTotal: String(THEIR_TOTAL), card: "new" };
  const headers = { origin: setting("SHOP_URL") };
  const answer = await page.request.post("/checkout/pay", { form, headers, maxRedirects: 0 });
  const link = answer.headers().location ?? "";
  expect(link, "where the pay button leads").toContain(`${setting("EMULATOR_URL")}/checkout/`);
  const [order] = await query<{ id: string; number: string; intentId: string }>(
    `SELECT o.id, o.number, a."intentId" FROM "Order" o JOIN "PaymentAttempt" a ON a."orderId" = o.id
     WHERE o."userId" = $1 ORDER BY o."createdAt" DESC LIMIT 1`,
    [person.id],
  );
  if (!order) throw new Error("the order was not made");
  return { orderId: order.id, number: order.number, link, intentId: order.intentId };
}

export const returnPath = ({ orderId }: Started) => `/checkout/return?order=${orderId}`;

/** Asks the shop to look at Dojo, as the return page does. */
const settle = (page: Page, order: Started) => page.request.get(returnPath(order));

export async function paidOrder(page: Page, person: Person): Promise<Started> {
  const order = await startOrder(page, person);
  await emulatorControl().pay({ paymentIntentId: order.intentId });
  await settle(page, order);
  return order;
}

type NewCard = { number: string; code: string; expiry: string };

/** Listed newest first, as Dojo lists them. */
export const testCards = {
  mastercard: { number: "5200000000001005", code: "020", expiry: "12/29" },
  older: { number: "5200000000000056", code: "341", expiry: "06/28" },
} satisfies Record<string, NewCard>;

/** Buys something with a new card and saves it, on Dojo's page: only there a card's expiry can be said. */
export async function saveCard(page: Page, person: Person, card: NewCard): Promise<void> {
  const order = await startOrder(page, person);
  const form = {
    method: "new",
    cardNumber: card.number,
    expiry: card.expiry,
    securityCode: card.code,
    cardName: "A Shopper",
    saveCard: "yes",
  };
  const answer = await page.request.post(order.link, { form, maxRedirects: 0 });
  expect(answer.headers().location, "where a paid page leads").toContain("/checkout/return");
  await settle(page, order);
}

/** Saved by an approved 3-D Secure payment: the only way to a Visa among the test cards. */
export async function saveVisa(page: Page, person: Person): Promise<void> {
  const order = await startOrder(page, person);
  await emulatorControl().pay({
    paymentIntentId: order.intentId,
    card: "4456530000001096",
    saveCard: true,
  });
  await settle(page, order);
}

/** This month as printed on a card. */
export function thisMonth(today = new Date()): string {
  return `${String(today.getMonth() + 1).padStart(2, "0")}/${String(today.getFullYear() % 100)}`;
}
