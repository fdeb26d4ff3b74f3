import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { findOrder } from "@/lib/orders/find-order";
import { orderAgain } from "@/lib/orders/order-again";
import { sendReceiptAgain } from "@/lib/orders/send-receipt";
import { findShortages } from "@/lib/orders/stock";
import {
  advance,
  basketOf,
  emulator,
  intentIn,
  linkFor,
  newShopper,
  openOrder,
  openShop,
  orderOf,
  paidOrder,
  pressPay,
  putInBasket,
} from "./support";

beforeAll(openShop);
afterEach(() => emulator.clearFaults());

const always = { probability: 1, times: 1_000, seed: 1 };
const intents = async (id: string) =>
  (await emulator.state()).paymentIntents.find((intent) => intent.id === id);

describe("cancelling an unpaid order", () => {
  test("ends it at Dojo and here, and its link is dead", async () => {
    const { shopper, intentId, order } = await openOrder();
    expect(order.attempts[0]?.sealedLink).toBeTruthy();
    expect(await cancelOrder(shopper.id, order.number)).toBe("cancelled");
    expect(await orderOf(intentId)).toMatchObject({ status: "CANCELLED", attempts: [{ sealedLink: null }] });
    expect((await intents(intentId))?.status).toBe("Canceled");
    expect(await basketOf(shopper)).toEqual({ mug: 1 });
  });

  test("pressed twice at once, or again later, says the same", async () => {
    const { shopper, order } = await openOrder();
    const both = [cancelOrder(shopper.id, order.number), cancelOrder(shopper.id, order.number)];
    expect(await Promise.all(both)).toEqual(["cancelled", "cancelled"]);
    expect(await cancelOrder(shopper.id, order.number)).toBe("cancelled");
  });

  test("a payment that was faster wins, and is told", async () => {
    const { shopper, intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    expect(await cancelOrder(shopper.id, order.number)).toBe("paid");
    expect((await orderOf(intentId)).status).toBe("PAID");
  });

  test("while Dojo is silent it is not called cancelled, no new link is made, and pressing again ends it", async () => {
    const { shopper, intentId, order } = await openOrder();
    await emulator.faults([{ operation: "PaymentIntents_Delete", kind: "status", status: 503, ...always }]);
    expect(await cancelOrder(shopper.id, order.number)).toBe("unreachable");
    expect((await orderOf(intentId)).status).toBe("CANCELLING");
    await emulator.clearFaults();
    expect(await cancelOrder(shopper.id, order.number)).toBe("cancelled");
  });

  test("is the owner's alone, and never touches a paid order", async () => {
    const { shopper, intentId, order } = await paidOrder({ mug: 2 });
    expect(await cancelOrder((await newShopper()).id, order.number)).toBeNull();
    expect(await cancelOrder(shopper.id, order.number)).toBe("paid");
    expect((await orderOf(intentId)).status).toBe("PAID");
  });
});

describe("ordering again", () => {
  test("puts the goods back at today's prices, beside what is in the basket already", async () => {
    const { shopper, order } = await paidOrder({ mug: 2, bowl: 1 });
    await putInBasket(shopper, { bowl: 3 });
    expect(await orderAgain(shopper.id, order.number)).toEqual({ kind: "mixed" });
    expect(await basketOf(shopper)).toEqual({ mug: 2, bowl: 3 });
  });

  test("takes what is on the shelf when there is less, and says so", async () => {
    const { shopper, order } = await paidOrder({ vase: 1, mug: 1 });
    await db().product.update({ where: { id: "vase" }, data: { stock: 0 } });
    expect(await orderAgain(shopper.id, order.number)).toEqual({ kind: "short" });
    expect(await basketOf(shopper)).toEqual({ mug: 1 });
    await db().product.update({ where: { id: "vase" }, data: { stock: 2 } });
  });

  test("asks Dojo first about an order whose time is up: paid in the last second, it is not sold twice", async () => {
    const { shopper, intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await advance(31 * 60_000);
    expect((await findOrder(shopper.id, order.number))?.timeIsUp).toBe(true);
    expect(await orderAgain(shopper.id, order.number)).toEqual({ kind: "not-over" });
    expect((await orderOf(intentId)).status).toBe("PAID");
  });

  test("of one that ran out starts a new order", async () => {
    const { shopper, intentId, order } = await openOrder();
    await advance(31 * 60_000);
    expect(await orderAgain(shopper.id, order.number)).toEqual({ kind: "ready" });
    expect(await orderOf(intentId)).toMatchObject({ status: "EXPIRED", attempts: [{ sealedLink: null }] });
    expect(await linkFor(shopper)).toContain("/checkout/");
    expect(await db().order.count({ where: { userId: shopper.id } })).toBe(2);
  });

  test("does nothing while Dojo is silent, for a live order, or for somebody else's", async () => {
    const { shopper, order } = await openOrder();
    expect(await orderAgain(shopper.id, order.number)).toEqual({ kind: "not-over" });
    await advance(31 * 60_000);
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "status", status: 503, ...always }]);
    expect(await orderAgain(shopper.id, order.number)).toEqual({ kind: "not-over" });
    expect(await orderAgain((await newShopper()).id, order.number)).toBeNull();
  });
});

describe("the receipt", () => {
  test("is asked of Dojo for the shopper's own address, once however often the button is pressed", async () => {
    const { shopper, intentId, order } = await paidOrder({ mug: 2 });
    const calls = await emulator.callsDuring(async () => {
      const pressed = [1, 2, 3].map(() => sendReceiptAgain(shopper, order.number));
      expect((await Promise.all(pressed)).toSorted()).toEqual(["sent", "too-soon", "too-soon"]);
    });
    expect(calls.map(({ operationId, path, request }) => ({ operationId, path, request }))).toEqual([
      {
        operationId: "Receipt_Create",
        path: `/payment-intents/${intentId}/receipt`,
        request: { emails: [shopper.email] },
      },
    ]);
    await advance(61_000);
    expect(await sendReceiptAgain(shopper, order.number)).toBe("sent");
  });

  test("can be asked for again at once when Dojo surely did not send it", async () => {
    const { shopper, order } = await paidOrder({ mug: 2 });
    await emulator.faults([{ operation: "Receipt_Create", kind: "status", status: 429 }]);
    expect(await sendReceiptAgain(shopper, order.number)).toBe("unreachable");
    expect(await sendReceiptAgain(shopper, order.number)).toBe("sent");
  });

  test("waits its minute when Dojo may have sent it without saying so", async () => {
    const { shopper, order } = await paidOrder({ mug: 2 });
    await emulator.faults([{ operation: "Receipt_Create", kind: "status", status: 500, phase: "after" }]);
    expect(await sendReceiptAgain(shopper, order.number)).toBe("unknown");
    expect(await sendReceiptAgain(shopper, order.number)).toBe("too-soon");
  });

  test("is not for unpaid orders, nor for other people", async () => {
    const { shopper, order } = await openOrder();
    expect(await sendReceiptAgain(shopper, order.number)).toBe("unpaid");
    expect(await sendReceiptAgain(await newShopper(), order.number)).toBeNull();
  });
});

test("a button pressed for a cancelled order's link leads to the order, not to Dojo", async () => {
  const { shopper, order } = await openOrder();
  await cancelOrder(shopper.id, order.number);
  const again = await pressPay(shopper, { clickToken: order.clickToken });
  expect(again).toEqual({ kind: "order", orderId: order.id });
});

test("a basket hears of goods that others are paying for, not of those it holds itself", async () => {
  const [first, second] = [await newShopper(), await newShopper()];
  await putInBasket(first, { vase: 2, mug: 1 });
  await putInBasket(second, { vase: 1, mug: 1 });
  expect(await findShortages(second.id)).toEqual([]);
  const link = await linkFor(first);
  expect(await findShortages(second.id)).toEqual(["Vase"]);
  expect(await findShortages(first.id)).toEqual([]);
  await cancelOrder(first.id, (await orderOf(intentIn(link))).number);
  expect(await findShortages(second.id)).toEqual([]);
});
