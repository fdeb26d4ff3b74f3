import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { emulatorControl } from "../setup/emulator-control";
import { setting } from "../setup/setting";
import { addToBasket, lastOrder, type Person, pressPay, signUp } from "./support/people";
import { query } from "./support/query";
import { action } from "./support/visitor";

const emulator = emulatorControl();
const clickToken = () => randomBytes(16).toString("base64url");
const DELIVERY = 395;

async function basketOf({ id }: Person) {
  return query<{ productId: string; quantity: number }>(
    `SELECT "productId", quantity FROM "BasketLine" WHERE "basketId" = (SELECT id FROM "Basket" WHERE "userId" = $1)`,
    [id],
  );
}

const ordersOf = ({ id }: Person) =>
  query<{ id: string; status: string; totalMinor: number; currency: string }>(
    `SELECT id, status::text, "totalMinor", currency FROM "Order" WHERE "userId" = $1`,
    [id],
  );

const priceOf = async (slug: string) => {
  const [product] = await query<{ price: number }>(
    `SELECT "priceMinor" AS price FROM "Product" WHERE slug = $1`,
    [slug],
  );
  if (!product) throw new Error(`there is no ${slug}`);
  return product.price;
};

describe("27. Prices, totals and currency come from the database; the browser names product and quantity only, and a quantity is 1 to 99", () => {
  let ada: Person;
  beforeAll(async () => {
    ada = await signUp();
    await addToBasket(ada, "harbour-mug", "2");
  });
  const lies = {
    ...{ price: "1", priceMinor: "1", unitMinor: "1", totalMinor: "1", total: "1" },
    currency: "JPY",
    amount: "1",
  };

  test.each([
    ...[
      "",
      "0",
      "-1",
      "+1",
      "00",
      "01",
      "1.5",
      "1,5",
      "1e1",
      "1e3",
      "1e9",
      "0x10",
      "NaN",
      "Infinity",
      "100",
      " 5",
    ],
    ...["5\n", "٣", "１", "4294967297", "9007199254740993", "1; DROP TABLE", "null", "[1]"],
  ])("a quantity of %j changes no basket", async (quantity) => {
    const before = await basketOf(ada);
    for (const name of ["addToBasketAction", "changeQuantityAction"]) {
      const answer = await ada.act(action(name), { slug: "harbour-mug", quantity });
      expect(answer.status, name).toBeLessThan(500);
    }
    expect(await basketOf(ada)).toEqual(before);
  });

  test("an order is made of what the catalogue says, whatever else is sent", async () => {
    const price = await priceOf("harbour-mug");
    await ada.act(action("addToBasketAction"), { slug: "harbour-mug", quantity: "1", ...lies });
    expect((await pressPay(ada, { shownTotal: "1", ...lies })).goesTo).toContain("problem=price-changed");
    expect(await ordersOf(ada)).toEqual([]);
    expect((await pressPay(ada, lies)).goesTo).toContain(setting("EMULATOR_URL"));
    const total = 3 * price + DELIVERY;
    expect(await ordersOf(ada)).toMatchObject([
      { status: "AWAITING_PAYMENT", totalMinor: total, currency: "GBP" },
    ]);
    const { intentId } = await lastOrder(ada);
    const intent = (await emulator.state()).paymentIntents.find(({ id }) => id === intentId);
    expect(intent?.amount).toEqual({ value: total, currencyCode: "GBP" });
  });
});

describe("31. One press is one order: 50 parallel posts of one click make one order and one payment", () => {
  test("50 at once", async () => {
    const ada = await signUp();
    await addToBasket(ada);
    const fields = {
      clickToken: clickToken(),
      shownTotal: String((await priceOf("harbour-mug")) + DELIVERY),
      card: "new",
    };
    const answers = await Promise.all(Array.from({ length: 50 }, () => ada.post("/checkout/pay", fields)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
    const links = answers.filter(({ goesTo }) => goesTo?.startsWith(setting("EMULATOR_URL")));
    expect(links.length).toBeGreaterThan(0);
    expect(new Set(links.map(({ goesTo }) => goesTo)).size).toBe(1);
    const orders = await ordersOf(ada);
    expect(orders).toHaveLength(1);
    const { paymentIntents } = await emulator.state();
    expect(paymentIntents.filter(({ metadata }) => metadata?.orderId === orders[0]?.id)).toHaveLength(1);
  });
});
