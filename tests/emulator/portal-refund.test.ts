import { describe, expect, it, vi } from "vitest";
import { type Json, startDojo } from "./dojo";

/** A paid intent of £12.34 and the means to refund it in the portal. */
async function paidShop() {
  const fetch = vi.fn(async (..._request: unknown[]) => new Response(null, { status: 204 }));
  const dojo = startDojo({ fetch });
  await dojo.call("POST", "/webhooks", {
    events: ["payment_intent.status_updated"],
    url: "https://shop.example/hook",
  });
  const intent = await dojo.shopIntent(await dojo.customer());
  await dojo.control("POST", "pay", { paymentIntentId: intent.id });
  const refund = (amount: unknown, paymentIntentId: string = intent.id) =>
    dojo.control("POST", "portal-refund", { paymentIntentId, amount });
  const statuses = async (): Promise<string[]> =>
    (await dojo.state()).deliveries.map(({ body }: Json) => body.data.paymentStatus);
  return { dojo, intent, refund, statuses };
}

describe("a refund in the portal", () => {
  it("of a part changes only the amount and is told to nobody", async () => {
    const { dojo, intent, refund, statuses } = await paidShop();
    const { status, body } = await refund(234);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: intent.id, status: "Captured", refundedAmount: 234 });
    expect(body).not.toHaveProperty("paymentLink");
    expect(body.paymentEvents.at(-1)).toMatchObject({ eventType: "Refunded" });
    expect(await statuses()).toEqual(["Captured"]);
    expect((await dojo.state()).refunds).toMatchObject([{ paymentIntentId: intent.id, amount: 234 }]);
  });

  it("of all that is left makes the payment Refunded and sends the event", async () => {
    const { dojo, intent, refund, statuses } = await paidShop();
    await refund(234);
    expect((await refund(1000)).body).toMatchObject({ status: "Refunded", refundedAmount: 1234 });
    expect(await statuses()).toEqual(["Captured", "Refunded"]);
    const seen = await dojo.call("GET", `/payment-intents/${intent.id}`);
    expect(seen.body).toMatchObject({ status: "Refunded", refundedAmount: 1234 });
  });

  it("counts twice when made twice, and stands beside refunds of the API", async () => {
    const { dojo, intent, refund } = await paidShop();
    await refund(100);
    await refund(100);
    const path = `/payment-intents/${intent.id}/refunds`;
    const headers = { idempotencyKey: "k" };
    expect((await dojo.call("POST", path, { amount: 100 }, { headers })).status).toBe(200);
    expect((await dojo.call("POST", path, { amount: 100 }, { headers })).status).toBe(200);
    const { refunds, paymentIntents } = await dojo.state();
    expect(refunds.map(({ amount }: Json) => amount)).toEqual([100, 100, 100]);
    expect(new Set(refunds.map(({ refundId }: Json) => refundId)).size).toBe(3);
    expect(paymentIntents[0].refundedAmount).toBe(300);
    const read = await dojo.call("GET", `/payment-intents/refunds/${refunds[0].refundId}`);
    expect(read.body).toMatchObject({ paymentIntentId: intent.id, refundReason: null });
  });

  it("is refused when it is more than is left, or no amount", async () => {
    const { dojo, refund } = await paidShop();
    await refund(1000);
    for (const amount of [235, 0, -1, 1.5, undefined]) {
      expect((await refund(amount)).body).toMatchObject({
        status: 400,
        errors: { amount: [expect.any(String)] },
      });
    }
    expect((await dojo.state()).paymentIntents[0].refundedAmount).toBe(1000);
    expect((await dojo.state()).refunds).toHaveLength(1);
  });

  it("is refused in every state but Captured", async () => {
    const { dojo, refund } = await paidShop();
    const unpaid = await dojo.intent();
    expect((await refund(1, unpaid.id)).status).toBe(409);
    await dojo.call("DELETE", `/payment-intents/${unpaid.id}`);
    expect((await refund(1, unpaid.id)).body.detail).toBe("The payment intent is Canceled.");
    const held = await dojo.intent({ captureMode: "Manual" });
    await dojo.control("POST", "pay", { paymentIntentId: held.id });
    expect((await refund(1, held.id)).status).toBe(409);
    await refund(1234);
    expect((await refund(1)).status).toBe(409);
    expect((await refund(1, "pi_sandbox_unknown")).status).toBe(404);
  });
});
