import { beforeEach, expect, it } from "vitest";
import { type Dojo, startDojo } from "./dojo";
import { putFaults as put } from "./faults";

let dojo: Dojo;
let id: string;
const refund = (amount = 100) =>
  dojo.call("POST", `/payment-intents/${id}/refunds`, { amount }, { headers: { idempotencyKey: "key" } });
const refunded = async () => (await dojo.call("GET", `/payment-intents/${id}`)).body.refundedAmount;

beforeEach(async () => {
  dojo = startDojo();
  id = (await dojo.intent()).id;
  await dojo.control("POST", "pay", { paymentIntentId: id });
});

it("a refund is refused because of an earlier attempt", async () => {
  await put(dojo, { operation: "Refunds_Create", kind: "refundRefused" });
  expect((await refund()).status).toBe(400);
  expect(await refunded()).toBe(0);
  expect((await refund()).status).toBe(200);
});

it("a forgotten key makes a second refund, as after the end of its keeping", async () => {
  const first = await refund();
  expect((await refund()).body).toEqual(first.body);
  await put(dojo, { operation: "Refunds_Create", kind: "keyForgotten" });
  expect((await refund()).body.refundId).not.toBe(first.body.refundId);
  expect(await refunded()).toBe(200);
});

it("a lost reply hides a refund that was made; the same key finds it", async () => {
  await put(dojo, { operation: "Refunds_Create", kind: "status", status: 500, phase: "after" });
  expect((await refund()).status).toBe(500);
  expect(await refunded()).toBe(100);
  expect((await refund()).status).toBe(200);
  expect(await refunded()).toBe(100);
});
