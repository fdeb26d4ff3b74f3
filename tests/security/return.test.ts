import { beforeAll, describe, expect, test } from "vitest";
import { type Ordered, type Person, placeOrder, signUp } from "./support/people";
import { query } from "./support/query";
import { visitor } from "./support/visitor";

describe("30. What the return address says of the payment is never believed; its order is found by an unguessable id", () => {
  let ada: Person;
  let order: Ordered;
  beforeAll(async () => {
    ada = await signUp();
    order = await placeOrder(ada);
  });
  const statusOf = async () => {
    const [row] = await query<{ status: string }>(`SELECT status::text FROM "Order" WHERE id = $1`, [
      order.id,
    ]);
    return row?.status;
  };

  test.each([
    "&status=success",
    "&status=Captured&paymentStatus=Captured&resultCode=0",
    "&id=pi_forged&payment_intent=pi_forged&redirect_status=succeeded",
    "&paid=1&amount=1&token=x",
    "&cancelled=1&status=Captured",
  ])("%s: still to be paid", async (lie) => {
    for (const who of [ada, visitor()]) {
      const first = await who.get(`/checkout/return?order=${order.id}${lie}`);
      expect(first.status).toBe(307);
      const clean = first.goesTo?.replace(ada.shopUrl, "") ?? "";
      expect(clean).toMatch(/^\/checkout\/return\?order=[\w-]{22}(&cancelled=1)?$/);
      const { status, text } = await who.get(clean);
      expect(status).toBe(200);
      expect(text).not.toContain("Payment received");
      expect(text).toContain(lie.includes("cancelled") ? "Payment cancelled" : "Checking your payment");
    }
    expect(await statusOf()).toBe("AWAITING_PAYMENT");
  });

  test("by number, in a list, by a near miss or not at all there is no such order", async () => {
    const near = order.id.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    const others = [order.number, near, order.id.toLowerCase(), order.intentId, "", "%00", "..%2f"];
    const paths = [
      ...others.map((id) => `order=${id}`),
      `order=${order.id}&order=${order.id}`,
      "status=success",
    ];
    for (const path of paths) expect((await ada.get(`/checkout/return?${path}`)).status, path).toBe(404);
  });

  test("a stranger who holds it learns of the payment, and nothing of the shopper", async () => {
    const { text } = await visitor().get(`/checkout/return?order=${order.id}`);
    for (const word of [ada.email, ada.name, order.number, "Harbour mug"]) expect(text).not.toContain(word);
  });
});
