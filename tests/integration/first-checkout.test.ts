import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { emulator, intentIn, linkFor, newShopper, openShop, pressPay, putInBasket } from "./support";

beforeAll(openShop);

const money = z.object({ value: z.int(), currencyCode: z.string() });
const intentRequest = z.object({
  amount: money,
  itemLines: z.array(z.object({ amountTotal: money })),
  reference: z.string(),
});

/** The shopper's first checkout makes their one Dojo customer; every later one finds it. */
describe("a first checkout", () => {
  test("makes a customer, a secret and an intent, in this order", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 2 });
    const calls = await emulator.callsDuring(() => linkFor(shopper));
    expect(calls.map((call) => call.operationId)).toEqual([
      "Customers_Create",
      "Customers_CreateCustomerSecret",
      "PaymentIntents_CreatePaymentIntent",
    ]);
    const [made, secret, intent] = calls;
    expect(intent?.request?.paymentMethods).toEqual(["SavedCard", "Card"]);
    expect(intent?.request?.customer).toEqual({ id: made?.response?.id, secret: secret?.response?.secret });
  });

  test("sends lines and delivery that sum to the amount", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 2, bowl: 1 });
    const calls = await emulator.callsDuring(() => linkFor(shopper));
    const { amount, itemLines, reference } = intentRequest.parse(calls.at(-1)?.request);
    expect(amount).toEqual({ value: 2 * 1_800 + 2_400 + 395, currencyCode: "GBP" });
    expect(itemLines.reduce((sum, line) => sum + line.amountTotal.value, 0)).toBe(amount.value);
    expect(reference).toMatch(/^\d{6}-1$/);
  });

  test("in two tabs at once makes one customer, one order and one payable intent", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const before = await emulator.state();
    const links = await Promise.all(Array.from({ length: 8 }, () => linkFor(shopper)));
    const after = await emulator.state();
    expect(new Set(links).size).toBe(1);
    expect(after.customers.length - before.customers.length).toBe(1);
    const payable = after.paymentIntents.filter(({ status }) => status === "Created");
    expect(payable.length - before.paymentIntents.filter(({ status }) => status === "Created").length).toBe(
      1,
    );
    expect(await db().order.count({ where: { userId: shopper.id } })).toBe(1);
  });

  test("pressed twice with one click token continues the same order", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const clickToken = "A".repeat(22);
    const first = await linkFor(shopper, { clickToken });
    expect(await linkFor(shopper, { clickToken })).toBe(first);
    expect(await db().order.count({ where: { userId: shopper.id } })).toBe(1);
  });

  test("keeps the link sealed at rest, never in clear", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const link = await linkFor(shopper);
    const secret = new URL(link).searchParams.get("csc") ?? "";
    expect(secret).toMatch(/^cs_sandbox_/);
    const attempts = await db().paymentAttempt.findMany({ where: { intentId: intentIn(link) } });
    expect(attempts).toHaveLength(1);
    expect(JSON.stringify(attempts)).not.toContain(secret);
    expect(attempts[0]?.sealedLink).toBeTruthy();
  });
});

describe("nothing is sold that should not be", () => {
  test("an empty basket has nothing to pay", async () => {
    const shopper = await newShopper();
    expect(await pressPay(shopper)).toEqual({ kind: "problem", problem: "empty-basket" });
  });

  test("a total that is not today's is refused, not charged", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const calls = await emulator.callsDuring(async () => {
      expect(await pressPay(shopper, { total: 1 })).toEqual({ kind: "problem", problem: "price-changed" });
    });
    expect(calls).toEqual([]);
    expect(await db().order.count({ where: { userId: shopper.id } })).toBe(0);
  });

  test("two shoppers cannot both hold the last two", async () => {
    const [one, two] = [await newShopper(), await newShopper()];
    await putInBasket(one, { vase: 2 });
    await putInBasket(two, { vase: 1 });
    const outcomes = await Promise.all([pressPay(one), pressPay(two)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["link", "problem"]);
    expect(outcomes).toContainEqual({ kind: "problem", problem: "stock" });
  });
});
