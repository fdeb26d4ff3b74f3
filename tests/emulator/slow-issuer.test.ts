import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../emulator/environment";
import { APPROVED, CHALLENGED, type Dojo, type Json, SLOW, shopper, startDojo } from "./dojo";

const BACK = "https://shop.example/return?order=7";
const CARD = SLOW.cardNumber;
const dojo = startDojo();
const { open, submit, send } = shopper(dojo);

const get = async (id: string, of: Dojo = dojo): Promise<Json> =>
  (await of.call("GET", `/payment-intents/${id}?returnCanceled=true`)).body;

/** An intent of a new customer whose slow bank has just been asked. */
async function asked(of: Dojo = dojo, more: Json = {}) {
  const intent = await of.shopIntent(await of.customer(), more);
  const { status, html, location } = await shopper(of).send(intent.paymentLink, { ...SLOW, saveCard: "yes" });
  return { intent, status, html, waiting: location };
}

describe("a slow bank", () => {
  it("lets the shopper wait on a page that asks again by itself, and then pays, saves and returns", async () => {
    const { intent, status, html, waiting } = await asked();
    const query = new URL(intent.paymentLink).search;
    expect(waiting).toBe(`/checkout/${intent.id}/waiting${query}`);
    expect([status, html]).toEqual([200, expect.stringContaining("<h1>Waiting for your bank</h1>")]);
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="2"></noscript>');
    expect(await get(intent.id)).toMatchObject({ status: "Created", paymentEvents: [] });

    await dojo.advance(9_000);
    expect((await open(waiting)).status).toBe(200);
    await dojo.advance(1_500);
    expect(await get(intent.id)).toMatchObject({
      status: "Captured",
      paymentEvents: [{ eventType: "Captured" }],
    });
    const done = await open(waiting);
    expect([done.status, done.location]).toEqual([303, `${BACK}&id=${intent.id}`]);

    const [card] = await dojo.cards(intent.customer.id);
    const next = await dojo.shopIntent(intent.customer.id, { customer: { savedCardId: card.id } });
    const again = await send(next.paymentLink, { method: card.id, securityCode: "020" });
    expect(again.html).toContain("Waiting for your bank");
    await dojo.advance(10_500);
    expect((await get(next.id)).paymentDetails.paymentMethodId).toBe(card.id);
  });

  it("keeps the amount that it was asked for", async () => {
    const config = { payment: { customAmountAllowed: true, tipsAllowed: true } };
    const { intent } = await asked(dojo, { config });
    const amount = { value: 1, currencyCode: "GBP" };
    const changes = [
      dojo.call("POST", `/payment-intents/${intent.id}/amount`, { amount }),
      dojo.call("POST", `/payment-intents/${intent.id}/tips-amount`, { tipsAmount: amount }),
    ];
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual([405, 405]);
  });

  it("is asked once: every other attempt leads to the waiting page", async () => {
    const intent = await dojo.shopIntent(await dojo.customer());
    const { location: challenge } = await submit(intent.paymentLink, CHALLENGED);
    const { location: waiting } = await submit(intent.paymentLink, SLOW);
    const step = challenge ?? "";
    for (const answer of [
      await open(intent.paymentLink),
      await submit(intent.paymentLink, APPROVED),
      await submit(intent.paymentLink, SLOW),
    ]) {
      expect([answer.status, answer.location]).toEqual([303, waiting]);
    }
    expect((await submit(step, { outcome: "pass" })).location).not.toContain("https://shop.example");
    expect((await open(step)).status).toBe(303);
    expect((await dojo.control("POST", "pay", { paymentIntentId: intent.id })).status).toBe(409);
    expect((await get(intent.id)).status).toBe("Created");
    await dojo.advance(10_500);
    const { paymentEvents } = await get(intent.id);
    expect(paymentEvents.map((event: Json) => event.eventType)).toEqual(["AuthChallenged", "Captured"]);
  });

  it("takes nothing when the payment was cancelled meanwhile", async () => {
    const { intent, waiting } = await asked();
    await dojo.call("DELETE", `/payment-intents/${intent.id}`);
    const { location } = await open(waiting);
    expect((await open(location ?? "")).html).toContain("<h1>Payment cancelled</h1>");
    await dojo.advance(10_500);
    expect(await get(intent.id)).toMatchObject({ status: "Canceled", paymentEvents: [] });
    expect(await dojo.cards(intent.customer.id)).toEqual([]);
  });

  it.each([
    ["before", 9_000, "Canceled"],
    ["after", 12_000, "Captured"],
  ])("with an expiry %s its answer, and a clock that jumps over both", async (_when, lifeMs, status) => {
    const own = startDojo({ now: () => Date.UTC(2026, 5, 1) });
    const expireAt = new Date(Date.UTC(2026, 5, 1) + lifeMs).toISOString();
    const { intent, waiting } = await asked(own, { expireAt });
    await own.advance(60_000);
    expect((await get(intent.id, own)).status).toBe(status);
    const { location } = await shopper(own).open(waiting);
    const page = location?.startsWith("/") ? (await shopper(own).open(location)).html : location;
    expect(page).toContain(status === "Canceled" ? "Payment link expired" : `${BACK}&id=${intent.id}`);
  });

  it("declines a card that expired while it thought", async () => {
    const own = startDojo({ now: () => Date.UTC(2026, 5, 30, 23, 59, 55) });
    const intent = await own.intent();
    const { location } = await shopper(own).submit(intent.paymentLink, { ...SLOW, expiry: "06/26" });
    await own.advance(10_000);
    const waited = await shopper(own).open(location ?? "");
    expect(waited.location).toBe(`/checkout/${intent.id}?declined=1`);
    expect((await shopper(own).open(waited.location ?? "")).html).toContain("it has expired");
    expect((await get(intent.id, own)).paymentEvents).toMatchObject([{ eventType: "Declined" }]);
  });

  it("refuses a wrong code at once, and has nothing to wait for where nobody waits", async () => {
    const { id, paymentLink } = await dojo.intent();
    expect((await send(paymentLink, { ...SLOW, securityCode: "999" })).html).toContain(
      "security code is wrong",
    );
    await submit(paymentLink, CHALLENGED);
    expect((await open(`/checkout/${id}/waiting`)).location).toBe(`/checkout/${id}`);
    expect((await open("/checkout/pi_sandbox_unknown/waiting")).status).toBe(404);
  });

  it("is not forgotten by a process that was killed", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "emulator-"));
    const now = () => Date.UTC(2026, 5, 1);
    const before = startDojo({ dataDir, now });
    const { intent, waiting } = await asked(before);
    const after = startDojo({ dataDir, now });
    expect((await shopper(after).open(waiting)).status).toBe(200);
    await after.advance(9_999);
    expect((await get(intent.id, after)).status).toBe("Created");
    await after.advance(1);
    expect((await get(intent.id, after)).status).toBe("Captured");
    const later = startDojo({ dataDir, now });
    expect((await get(intent.id, later)).paymentEvents).toHaveLength(1);
    expect((await shopper(later).open(waiting)).location).toBe(`${BACK}&id=${intent.id}`);
  });

  it("was due while nothing ran: it has answered when the next process is asked", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "emulator-"));
    const start = Date.UTC(2026, 5, 1);
    const { intent } = await asked(startDojo({ dataDir, now: () => start }));
    const after = startDojo({ dataDir, now: () => start + 11_000 });
    expect((await get(intent.id, after)).status).toBe("Captured");
  });

  it("answers the control API late too, in the time that is set", async () => {
    const own = startDojo({ slowIssuerMs: 50, now: () => Date.UTC(2026, 5, 1) });
    const { id } = await own.intent();
    const { body } = await own.control("POST", "pay", { paymentIntentId: id, card: CARD });
    expect(body).toMatchObject({ id, status: "Created", paymentEvents: [] });
    expect(JSON.stringify(await own.state())).not.toContain("dueAt");
    await own.advance(50);
    expect((await get(id, own)).status).toBe("Captured");
    const read = (value: string) => readEnvironment({ NODE_ENV: "test", EMULATOR_SLOW_ISSUER_MS: value });
    expect(read("250").slowIssuerMs).toBe(250);
    expect(read("")).not.toHaveProperty("slowIssuerMs");
    expect(() => read("-1")).toThrow("EMULATOR_SLOW_ISSUER_MS");
  });

  it("answers in real time when the clock is left alone", async () => {
    const own = startDojo({ slowIssuerMs: 60 });
    const { intent } = await asked(own);
    await expect.poll(async () => (await own.state()).paymentIntents[0].status).toBe("Captured");
    expect(intent.status).toBe("Created");
  });
});
