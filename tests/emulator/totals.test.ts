import { describe, expect, it } from "vitest";
import { APPROVED, CHALLENGED, shopper, startDojo } from "./dojo";

const dojo = startDojo();
const { open, submit } = shopper(dojo);
const pounds = (value: number, currencyCode = "GBP") => ({ value, currencyCode });
const refused = async (more: object) => {
  const body = { amount: pounds(1000), reference: "r", ...more };
  const answer = await dojo.call("POST", "/payment-intents", body);
  return [answer.status, ...Object.keys(answer.body.errors ?? {})];
};

describe("what comes on top of an amount", () => {
  it("takes nothing away from it", async () => {
    for (const name of ["tipsAmount", "cashbackAmount", "serviceChargeAmount"]) {
      expect(await refused({ [name]: pounds(-1) })).toEqual([400, `${name}.value`]);
    }
  });

  it("is in its currency, and the sum is a number that can be counted", async () => {
    expect(await refused({ tipsAmount: pounds(1, "EUR") })).toEqual([400, "tipsAmount.currencyCode"]);
    const most = pounds(Number.MAX_SAFE_INTEGER);
    expect(await refused({ amount: most, serviceChargeAmount: pounds(1) })).toEqual([400, "amount.value"]);
  });
});

describe("an amount that changes under the shopper's hands", () => {
  const config = { payment: { customAmountAllowed: true }, redirectUrl: "https://shop.example/return" };
  const change = (id: string) => dojo.call("POST", `/payment-intents/${id}/amount`, { amount: pounds(9999) });
  const read = async (id: string) => (await dojo.call("GET", `/payment-intents/${id}`)).body;

  it("is not paid by a form that shows the former one", async () => {
    const { id, paymentLink } = await dojo.intent({ config });
    const { html } = await open(paymentLink);
    const total = /name="total" value="(\d+)"/.exec(html)?.[1] ?? "";
    await change(id);
    const { location } = await submit(paymentLink, { ...APPROVED, total });
    const page = await open(location ?? "");
    expect(page.html).toContain("The amount has changed");
    expect(page.html).toContain("Pay £99.99");
    expect((await read(id)).status).toBe("Created");
    await submit(paymentLink, { ...APPROVED, total: "9999" });
    expect(await read(id)).toMatchObject({ status: "Captured", totalAmount: pounds(9999) });
  });

  it("is not confirmed by a challenge that asked for the former one", async () => {
    const { id, paymentLink } = await dojo.intent({ config });
    const { location } = await submit(paymentLink, CHALLENGED);
    await change(id);
    await submit(location ?? "", { outcome: "pass" });
    expect((await read(id)).status).toBe("Created");
  });
});

it("a card that expires during its challenge is declined", async () => {
  const at = startDojo({ now: () => Date.parse("2026-03-31T23:50:00Z") });
  const { id, paymentLink } = await at.intent();
  const { location } = await shopper(at).submit(paymentLink, { ...CHALLENGED, expiry: "03/26" });
  await at.advance(15 * 60_000);
  await shopper(at).submit(location ?? "", { outcome: "pass" });
  const { status, paymentEvents } = (await at.call("GET", `/payment-intents/${id}`)).body;
  expect([status, paymentEvents.at(-1).eventType]).toEqual(["Created", "Declined"]);
});

it("the control pays as a shopper could: with accepted cards in the ways that the intent takes", async () => {
  const visaOnly = startDojo({ cardSchemes: ["VISA"] });
  const pay = async (more: object, body: object = {}) => {
    const { id: paymentIntentId } = await visaOnly.intent(more);
    return (await visaOnly.control("POST", "pay", { paymentIntentId, ...body })).status;
  };
  expect(await pay({})).toBe(400);
  expect(await pay({ paymentMethods: ["Wallet"] }, { card: "4456530000001096" })).toBe(400);
  expect(await pay({}, { card: "4456530000001096" })).toBe(200);
});
