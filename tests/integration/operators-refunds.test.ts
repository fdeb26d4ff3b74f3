import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { patience, run as refund } from "../../scripts/dojo/refund";
import { printed } from "../setup/printed";
import { emulator, openShop, paidOrder } from "./support";

beforeAll(openShop);
const usual = { ...patience };
afterEach(async () => {
  Object.assign(patience, usual);
  await emulator.clearFaults();
});

describe("refund", () => {
  test("gives back a part, then the rest, then nothing", async () => {
    const { order } = await paidOrder();
    const part = await printed(refund, order.number, "5.00", "--reason", "a chip in the glaze");
    expect(part).toMatchObject({ code: 0, text: expect.stringContaining("Done. £5.00 is on its way back") });
    expect((await printed(refund, order.number)).code).toBe(0);
    expect((await db().order.findUniqueOrThrow({ where: { id: order.id } })).status).toBe("REFUNDED");
    expect(await printed(refund, order.number)).toEqual({
      code: 1,
      text: "There is no money to give back on this order.",
    });
  });

  test("tells a refusal that Dojo repeats with the way out, and does not try again", async () => {
    const { order } = await paidOrder();
    await emulator.faults([{ operation: "Refunds_Create", kind: "refundRefused", times: 9 }]);
    const refused = await printed(refund, order.number);
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("Not done, and not tried again. Dojo refused it (400).");
    expect(refused.text).toContain("had been declined: give the money back in Dojo's portal");
    expect(await db().refund.findMany({ where: { orderId: order.id } })).toMatchObject([
      { state: "FAILED", tries: 3 },
    ]);
  });

  test("does not say that nothing was done when Dojo did it, and only refuses to repeat it", async () => {
    const { order } = await paidOrder();
    await emulator.faults([
      { operation: "Refunds_Create", kind: "reset", phase: "after" },
      { operation: "Refunds_Create", kind: "status", status: 400, nth: 2, times: 9 },
    ]);
    const { code, text } = await printed(refund, order.number, "2.00");
    expect(code).toBe(1);
    expect(text).toContain("It may be done all the same, and is not tried again.");
    expect(text).toContain(`look before asking again. npm run dojo -- orders show ${order.number}`);
  });

  test.each([
    ["of which Dojo says nothing", { operation: "Refunds_Create", status: 503 }, "Dojo has not said yet."],
    ["that Dojo refused once", { operation: "Refunds_Create", status: 400 }, "Dojo refused it so far."],
    ["that waits for Dojo", { operation: "PaymentIntents_Get", status: 503, nth: 2 }, "Nothing was sent yet"],
  ])("%s is left to the worker after a while, and says so", async (_, fault, words) => {
    const { order } = await paidOrder();
    await emulator.faults([{ kind: "status", times: 99, ...fault }]);
    Object.assign(patience, { ms: 0 });
    const { code, text } = await printed(refund, order.number, "1.00");
    expect(code).toBe(4);
    expect(text).toContain(words);
  });

  test.each([["12,50"], ["-1"], ["0"], ["1.5"], ["ten"]])("takes no %s for an amount", async (amount) => {
    const { order } = await paidOrder();
    expect((await printed(refund, order.number, amount)).code).toBe(2);
  });

  test("with the same key twice is one refund", async () => {
    const { order, intentId } = await paidOrder();
    for (let twice = 0; twice < 2; twice += 1)
      expect((await printed(refund, order.number, "1.00", "--key", "once")).code).toBe(0);
    const { paymentIntents } = await emulator.state();
    expect(paymentIntents.find(({ id }) => id === intentId)?.refundedAmount).toBe(100);
  });
});
