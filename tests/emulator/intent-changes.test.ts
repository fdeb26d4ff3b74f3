import { describe, expect, it } from "vitest";
import { startDojo } from "./dojo";

const dojo = startDojo();
const pounds = (value: number, currencyCode = "GBP") => ({ value, currencyCode });
const change = (id: string, what: "amount" | "tips-amount", body: object) =>
  dojo.call("POST", `/payment-intents/${id}/${what}`, body);
const open = (payment: object) => dojo.intent({ config: { payment } });

describe("another amount", () => {
  it("is taken before payment when the merchant allowed it; the first one stays on record", async () => {
    const { id } = await open({ customAmountAllowed: true });
    const itemLines = [{ name: "Mug", quantity: 2, amountTotal: pounds(2000) }];
    const taxLines = [{ caption: "VAT", amountTotal: pounds(400) }];
    await change(id, "amount", { amount: pounds(3000) });
    const { status, body } = await change(id, "amount", { amount: pounds(2000), itemLines, taxLines });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      amount: pounds(2000),
      totalAmount: pounds(2000),
      requestedAmount: pounds(1234),
      itemLines,
      taxLines,
    });
    await dojo.control("POST", "pay", { paymentIntentId: id });
    const over = { amount: 2001 };
    const headers = { idempotencyKey: id };
    expect((await dojo.call("POST", `/payment-intents/${id}/refunds`, over, { headers })).status).toBe(400);
  });

  it("is not allowed without that switch, or once the intent is over", async () => {
    const { id: fixed } = await dojo.intent();
    expect((await change(fixed, "amount", { amount: pounds(1) })).status).toBe(405);
    const { id } = await open({ customAmountAllowed: true });
    await dojo.control("POST", "pay", { paymentIntentId: id });
    expect((await change(id, "amount", { amount: pounds(1) })).status).toBe(405);
    expect((await change("pi_sandbox_none", "amount", { amount: pounds(1) })).status).toBe(400);
  });

  it.each([{ amount: pounds(0) }, { amount: pounds(5, "EUR") }, { amount: pounds(5, "USD") }, {}])(
    "is refused as %o",
    async (body) => {
      const { id } = await open({ customAmountAllowed: true });
      expect((await change(id, "amount", body)).status).toBe(400);
      expect((await dojo.call("GET", `/payment-intents/${id}`)).body.amount).toEqual(pounds(1234));
    },
  );
});

describe("a tip", () => {
  it("is added to the total, the last one counts", async () => {
    const { id } = await open({ tipsAllowed: true });
    await change(id, "tips-amount", { tipsAmount: pounds(500) });
    const { body } = await change(id, "tips-amount", { tipsAmount: pounds(100) });
    expect(body).toMatchObject({
      amount: pounds(1234),
      tipsAmount: pounds(100),
      totalAmount: pounds(1334),
    });
  });

  it("is not allowed without that switch", async () => {
    const { id } = await open({ customAmountAllowed: true });
    expect((await change(id, "tips-amount", { tipsAmount: pounds(100) })).status).toBe(405);
    expect((await change(id, "tips-amount", { tipsAmount: pounds(-1) })).status).toBe(400);
  });
});

describe("a client session secret", () => {
  const refresh = (id: string) => dojo.call("POST", `/payment-intents/${id}/refresh-client-session-secret`);

  it("is new each time, lives half an hour, and stays with the intent", async () => {
    const { id, ...made } = await dojo.intent();
    expect(made).not.toHaveProperty("clientSessionSecret");
    const first = (await refresh(id)).body;
    const second = (await refresh(id)).body;
    expect(first.clientSessionSecret).toMatch(/^[\w-]{100,}==$/);
    expect(second.clientSessionSecret).not.toBe(first.clientSessionSecret);
    const left = Date.parse(second.clientSessionSecretExpirationDate) - Date.now();
    expect(left).toBeGreaterThan(29 * 60_000);
    expect(left).toBeLessThanOrEqual(30 * 60_000);
    const { body } = await dojo.call("GET", `/payment-intents/${id}`);
    expect(body.clientSessionSecret).toBe(second.clientSessionSecret);
    const shown = JSON.stringify([await dojo.journal(), await dojo.state()]);
    expect(shown).not.toContain(second.clientSessionSecret);
    expect(shown).toContain('"clientSessionSecret":"sha256:');
  });

  it("is for an intent that can still be paid", async () => {
    const { id } = await dojo.intent();
    await dojo.control("POST", "pay", { paymentIntentId: id });
    expect((await refresh(id)).status).toBe(400);
    expect((await refresh("pi_sandbox_none")).status).toBe(400);
  });
});
