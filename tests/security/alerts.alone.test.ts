import { afterAll, describe, expect, test, vi } from "vitest";
import { emulatorControl } from "../setup/emulator-control";
import { FORGED } from "../setup/forgery";
import { addToBasket, lastOrder, pressPay, signUp } from "./support/people";
import { query } from "./support/query";
import { visitor } from "./support/visitor";
import { deliver, eventAbout } from "./support/webhooks";

const emulator = emulatorControl();
afterAll(() => emulator.clearFaults());

async function openAlerts(kind: string): Promise<string[]> {
  const rows = await query<{ subject: string }>(
    `SELECT subject FROM "Alert" WHERE kind = $1 AND "clearedAt" IS NULL`,
    [kind],
  );
  return rows.map(({ subject }) => subject);
}

describe("59. What a person has to look at is told once each; silence of webhooks is made up for by asking", () => {
  test("forged deliveries in a row, once a minute at most, and over with the first good one", async () => {
    const wrong = { "dojo-signature": FORGED };
    const forge = () => visitor().send("/api/webhooks/dojo", { method: "POST", body: "{}", headers: wrong });
    for (let time = 0; time < 6; time += 1) expect((await forge()).status).toBe(401);
    const told = `SELECT subject FROM "Alert" WHERE kind = 'webhook-refused'`;
    await vi.waitFor(async () => expect(await query(told)).toEqual([{ subject: "/api/webhooks/dojo" }]));
    expect((await deliver(JSON.stringify(eventAbout("pi_nobody")))).status).toBe(200);
    await vi.waitFor(async () => expect(await openAlerts("webhook-refused")).toEqual([]));
  });

  test("money that does not fit its order", async () => {
    const person = await signUp();
    await addToBasket(person);
    await pressPay(person);
    const { id, intentId } = await lastOrder(person);
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "wrongAmount", times: 1 }]);
    await emulator.pay({ paymentIntentId: intentId });
    for (let look = 0; look < 2; look += 1) await person.get(`/checkout/return?order=${id}`);
    await vi.waitFor(async () => expect(await openAlerts("order-review")).toContain(id));
  });
});
