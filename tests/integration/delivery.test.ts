import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { saveAddress } from "@/lib/account/address";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { findOrder } from "@/lib/orders/find-order";
import { emulator, intentIn, linkFor, newShopper, openShop, orderOf, putInBasket } from "./support";

beforeAll(openShop);

const home = {
  name: "Ada Łovelace 🌊",
  line1: "12 Harbour Row",
  line2: "Flat 3",
  city: "Whitby",
  postcode: "YO22 4EH",
};

async function askedOf(link: string) {
  const calls = await emulator.journal();
  const id = intentIn(link);
  return calls.find(
    (call) => call.operationId === "PaymentIntents_CreatePaymentIntent" && call.response?.id === id,
  )?.request;
}

describe("what Dojo is told of an order", () => {
  test("its item lines and delivery sum to the amount, and the address is the account's", async () => {
    const shopper = await newShopper();
    await saveAddress(shopper.id, home);
    await putInBasket(shopper, { mug: 3, bowl: 1, vase: 1 });
    const asked = await askedOf(await linkFor(shopper));
    const lines = asked?.itemLines as { name: string; quantity: number; amountTotal: { value: number } }[];
    expect(lines.map(({ name, quantity, amountTotal }) => [name, quantity, amountTotal.value])).toEqual([
      ["Bowl", 1, 2_400],
      ["Mug", 3, 5_400],
      ["Vase", 1, 3_000],
      ["Delivery", 1, 395],
    ]);
    expect(lines.reduce((sum, { amountTotal }) => sum + amountTotal.value, 0)).toBe(11_195);
    expect(asked?.amount).toEqual({ value: 11_195, currencyCode: "GBP" });
    expect(asked?.shippingDetails).toEqual({
      name: home.name,
      address: {
        address1: home.line1,
        address2: home.line2,
        city: home.city,
        postcode: home.postcode,
        countryCode: "GB",
      },
    });
  });

  test("says nothing of an address nobody has given", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    expect(await askedOf(await linkFor(shopper))).not.toHaveProperty("shippingDetails");
  });
});

describe("an address given later", () => {
  test("before paying makes a new order, and the old link is cancelled at Dojo", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const before = intentIn(await linkFor(shopper));
    await saveAddress(shopper.id, home);
    const link = await linkFor(shopper);
    expect((await orderOf(before)).status).toBe("CANCELLED");
    expect((await askedOf(link))?.shippingDetails).toMatchObject({ name: home.name });
    expect(intentIn(await linkFor(shopper))).toBe(intentIn(link));
  });

  test("after paying reaches the paid order; one that has an address keeps it", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const paymentIntentId = intentIn(await linkFor(shopper));
    await emulator.pay({ paymentIntentId });
    await settleIntent(paymentIntentId);
    const { number } = await orderOf(paymentIntentId);
    expect((await findOrder(shopper.id, number))?.address).toBeNull();
    await saveAddress(shopper.id, home);
    expect((await findOrder(shopper.id, number))?.address).toEqual(home);
    await saveAddress(shopper.id, { ...home, city: "Scarborough" });
    expect((await findOrder(shopper.id, number))?.address).toEqual(home);
  });

  test("in the very moment of paying is not lost", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    const paymentIntentId = intentIn(await linkFor(shopper));
    const { number } = await orderOf(paymentIntentId);
    await emulator.pay({ paymentIntentId });
    let both: Promise<unknown> | undefined;
    await db().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${shopper.id} FOR NO KEY UPDATE`;
      const saving = saveAddress(shopper.id, home);
      await sleep(150);
      both = Promise.all([saving, settleIntent(paymentIntentId)]);
      await sleep(300);
    });
    await both;
    expect(await findOrder(shopper.id, number)).toMatchObject({ status: "PAID", address: home });
  });

  test("that cannot be read counts as none", async () => {
    const shopper = await newShopper();
    await db().user.update({ where: { id: shopper.id }, data: { deliveryAddress: { line1: 7 } } });
    await putInBasket(shopper, { mug: 1 });
    expect(await askedOf(await linkFor(shopper))).not.toHaveProperty("shippingDetails");
  });
});
