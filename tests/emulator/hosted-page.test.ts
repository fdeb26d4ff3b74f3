import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { APPROVED, CHALLENGED, type Dojo, type Json, shopper, startDojo } from "./dojo";

const dojo = startDojo();
const { open, submit, send } = shopper(dojo);
const BACK = "https://shop.example/return?order=7";

const get = async (id: string, of: Dojo = dojo): Promise<Json> =>
  (await of.call("GET", `/payment-intents/${id}?returnCanceled=true`)).body;

const events = async (id: string): Promise<string[]> =>
  (await get(id)).paymentEvents.map((event: { eventType: string }) => event.eventType);

/** A customer with one saved card and an intent that prefers it. */
async function returning(card = "5200000000001005") {
  const id = await dojo.customer();
  const first = await dojo.shopIntent(id);
  await dojo.control("POST", "pay", { paymentIntentId: first.id, card, saveCard: true });
  const [saved] = await dojo.cards(id);
  const intent = await dojo.shopIntent(id, { customer: { savedCardId: saved.id } });
  return { id, saved, intent };
}

describe("paying with a new card", () => {
  it("captures, saves the card when asked, and returns with the intent's id", async () => {
    const id = await dojo.customer();
    const intent = await dojo.shopIntent(id);
    const page = await open(intent.paymentLink);
    expect(page.status).toBe(200);
    for (const label of ["Card number", "Expiry date", "Security code", "Name on card"]) {
      expect(page.html).toMatch(new RegExp(`<label for="[a-z-]+">${label}</label>`));
    }
    expect(page.html).toContain("<span>Save card for future use</span>");
    expect(page.html).toContain("Pay £12.34</button>");
    expect(page.html).not.toContain('type="radio"');

    const paid = await submit(intent.paymentLink, { ...APPROVED, saveCard: "yes" });
    expect(paid.status).toBe(303);
    expect(paid.location).toBe(`${BACK}&id=${intent.id}`);
    const [card] = await dojo.cards(id);
    expect(card.cardDetails).toEqual({
      pan: "52000000****1005",
      expiryDate: "2029-12-31",
      scheme: "MASTERCARD",
    });
    expect(await get(intent.id)).toMatchObject({
      status: "Captured",
      paymentDetails: { paymentMethodId: card.id },
    });
  });

  it("does not save it unasked, nor the same card twice", async () => {
    const id = await dojo.customer();
    await submit((await dojo.shopIntent(id)).paymentLink, APPROVED);
    expect(await dojo.cards(id)).toHaveLength(0);
    for (const expiry of ["12/29", "12 / 2029", "1229", "11/28"]) {
      await submit((await dojo.shopIntent(id)).paymentLink, { ...APPROVED, expiry, saveCard: "yes" });
    }
    expect(await dojo.cards(id)).toHaveLength(2);
  });

  it("keeps what was typed beside the errors, but never the security code", async () => {
    const { paymentLink } = await dojo.intent();
    const typed = { cardNumber: "5200000000001006", expiry: "13/29", securityCode: "98", cardName: "Ann O" };
    const { status, html } = await submit(paymentLink, typed);
    expect(status).toBe(400);
    expect(html).toContain('value="5200000000001006"');
    expect(html).toContain('value="Ann O"');
    expect(html).not.toContain('value="98"');
    for (const field of ["card-number", "expiry-date", "security-code"]) {
      expect(html).toMatch(new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-error"`));
    }
    expect(html).toContain("Check these details");
    expect(html).not.toContain('id="card-name-error"');
  });

  it.each([
    [{ cardNumber: "4111111111111111" }, "not one of the test cards"],
    [{ cardNumber: "" }, "Enter the card number."],
    [{ expiry: "01/20" }, "This card has expired."],
    [{ securityCode: "0201" }, "3 digits on the back"],
    [{ cardName: "  " }, "Enter the name on the card."],
  ])("refuses %o with a reason", async (change, reason) => {
    const { id, paymentLink } = await dojo.intent();
    const { status, html } = await submit(paymentLink, { ...APPROVED, ...change });
    expect([status, html.includes(reason)]).toEqual([400, true]);
    expect(await events(id)).toEqual([]);
  });

  it("takes the money once however often the form is sent", async () => {
    const intent = await dojo.shopIntent(await dojo.customer());
    const answers = await Promise.all([1, 2, 3].map(() => submit(intent.paymentLink, APPROVED)));
    expect(answers.map((each) => each.location)).toEqual(Array(3).fill(`${BACK}&id=${intent.id}`));
    expect(await events(intent.id)).toEqual(["Captured"]);
  });

  it.each([
    ["Auto", "Captured", "Payment received", "Already paid"],
    ["Manual", "Authorized", "Payment authorised", "Already authorised"],
  ])("with capture %s is %s, and thanks on a page when there is no way back", async (...expected) => {
    const [captureMode, status, thanks, later] = expected;
    const intent = await dojo.intent({ captureMode });
    const paid = await send(intent.paymentLink, APPROVED);
    expect([paid.status, paid.html]).toEqual([200, expect.stringContaining(`<h1>${thanks}</h1>`)]);
    expect((await get(intent.id)).status).toBe(status);
    expect((await open(intent.paymentLink)).html).toContain(`<h1>${later}</h1>`);
  });
});

describe("paying with a saved card", () => {
  it("opens with the preferred card checked and asks for its security code alone", async () => {
    const { intent, saved } = await returning();
    const { html } = await open(intent.paymentLink);
    expect(html).toMatch(
      new RegExp(`value="${saved.id}"[^>]*checked[^>]*>\\s*<span>Mastercard ending 1005, expires 12/29`),
    );
    expect(html).toContain("<span>Use a new card</span>");
    const empty = { cardNumber: "", expiry: "", cardName: "" };
    const paid = await submit(intent.paymentLink, { ...empty, method: saved.id, securityCode: "020" });
    expect(paid.status).toBe(303);
    expect(await get(intent.id)).toMatchObject({
      status: "Captured",
      paymentDetails: { paymentMethodId: saved.id },
    });
  });

  it("asks for its security code when that is missing, and for nothing else", async () => {
    const { intent, saved } = await returning();
    const missing = await submit(intent.paymentLink, { method: saved.id });
    expect(missing.html).toContain("Enter the security code.");
    expect(missing.html).not.toContain("Enter the card number.");
  });

  it("is not offered when SavedCard is not among the payment methods", async () => {
    const { id } = await returning();
    const intent = await dojo.shopIntent(id, { paymentMethods: ["Card"] });
    expect((await open(intent.paymentLink)).html).not.toContain('type="radio"');
  });

  it("is not possible with a card of someone else", async () => {
    const mine = await returning();
    const theirs = await returning();
    const { status } = await submit(mine.intent.paymentLink, {
      method: theirs.saved.id,
      securityCode: "020",
    });
    expect(status).toBe(400);
    expect((await get(mine.intent.id)).status).toBe("Created");
  });

  it("says which cards have expired and does not take them", async () => {
    const own = startDojo();
    const id = await own.customer();
    const first = await own.shopIntent(id);
    const soon = new Date(Date.now() + 40 * 86_400_000).toISOString();
    const expiry = `${soon.slice(5, 7)}/${soon.slice(2, 4)}`;
    await shopper(own).submit(first.paymentLink, { ...APPROVED, expiry, saveCard: "yes" });
    await own.advance(80 * 86_400_000);
    const [saved] = await own.cards(id);
    const intent = await own.shopIntent(id, { customer: { savedCardId: saved.id } });
    const { html } = await shopper(own).open(intent.paymentLink);
    expect(html).toMatch(
      new RegExp(`value="${saved.id}"[^>]*disabled[^>]*>\\s*<span>Mastercard ending 1005, expired`),
    );
    expect(html).toMatch(/value="new"[^>]*checked/);
    const refused = await shopper(own).submit(intent.paymentLink, { method: saved.id, securityCode: "020" });
    expect(refused.html).toContain("This card has expired.");
  });
});

describe("the link", () => {
  it("shows no cards and no save box without a valid secret, and still takes a new card", async () => {
    const { intent } = await returning();
    const without = intent.paymentLink.replace(/csc=[^&]+/, "csc=cs_sandbox_forged");
    const { html } = await open(without);
    expect(html).not.toContain("ending 1005");
    expect(html).toContain("Your saved cards cannot be shown any more");
    expect(html).not.toContain("Save card for future use");
    const other = intent.paymentLink.replace(/cid=[^&]+/, `cid=${await dojo.customer()}`);
    expect((await open(other)).html).not.toContain("ending 1005");
    const paid = await submit(without, { ...APPROVED, saveCard: "yes" });
    expect(paid.status).toBe(303);
    expect((await get(intent.id)).paymentDetails).not.toHaveProperty("paymentMethodId");
  });

  it("forgets the cards when its secret expires", async () => {
    const own = startDojo();
    const id = await own.customer();
    const paid = await own.shopIntent(id);
    await own.control("POST", "pay", { paymentIntentId: paid.id, saveCard: true });
    const [saved] = await own.cards(id);
    const intent = await own.shopIntent(id, { customer: { savedCardId: saved.id } });
    expect((await shopper(own).open(intent.paymentLink)).html).toContain("ending 1005");
    await own.advance(16 * 60_000);
    expect((await shopper(own).open(intent.paymentLink)).html).not.toContain("ending 1005");
    const refused = await shopper(own).submit(intent.paymentLink, { method: saved.id, securityCode: "020" });
    expect(refused.html).toContain("This card is no longer available.");
    const alone = await own.shopIntent(id, { paymentMethods: ["SavedCard"] });
    await own.advance(16 * 60_000);
    expect((await shopper(own).open(alone.paymentLink)).html).toContain("start again in the shop");
    expect((await shopper(own).submit(intent.paymentLink, APPROVED)).status).toBe(303);
  });

  it("leads back to the shop by Cancel, with its query kept and the intent untouched", async () => {
    const intent = await dojo.shopIntent(await dojo.customer());
    const { html } = await open(intent.paymentLink);
    expect(html).toContain('<a href="https://shop.example/back?c=1">Cancel and return</a>');
    expect((await get(intent.id)).status).toBe("Created");
  });

  it("has a page of its own when there is nothing left to pay", async () => {
    const paid = await dojo.shopIntent(await dojo.customer());
    await submit(paid.paymentLink, APPROVED);
    const cancelled = await dojo.shopIntent(await dojo.customer());
    await dojo.call("DELETE", `/payment-intents/${cancelled.id}`);
    const [paidPage, cancelledPage, unknown] = [
      await open(paid.paymentLink),
      await open(cancelled.paymentLink),
      await open("/checkout/pi_sandbox_unknown?csc=x"),
    ];
    expect([paidPage.status, paidPage.html.includes("Already paid")]).toEqual([200, true]);
    expect(paidPage.html).toContain(`href="${BACK}&amp;id=${paid.id}"`);
    expect([cancelledPage.status, cancelledPage.html.includes("Payment cancelled")]).toEqual([410, true]);
    expect(cancelledPage.html).toContain('href="https://shop.example/back?c=1"');
    expect([unknown.status, unknown.html.includes("Unknown payment link")]).toEqual([404, true]);
    expect((await send(cancelled.paymentLink, APPROVED)).status).toBe(410);

    const own = startDojo();
    const expired = await own.intent({ expireAt: new Date(Date.now() + 5_000).toISOString() });
    await own.advance(6_000);
    const late = await shopper(own).send(expired.paymentLink, APPROVED);
    expect([late.status, late.html.includes("Payment link expired")]).toEqual([410, true]);
    expect((await get(expired.id, own)).status).toBe("Canceled");
  });

  it("says of a refunded payment that it was refunded", async () => {
    const intent = await dojo.shopIntent(await dojo.customer());
    await submit(intent.paymentLink, APPROVED);
    const refund = (amount: number) =>
      dojo.call(
        "POST",
        `/payment-intents/${intent.id}/refunds`,
        { amount },
        { headers: { idempotencyKey: `${amount} of ${intent.id}` } },
      );
    await refund(234);
    expect((await open(intent.paymentLink)).html).toContain("<h1>Already paid</h1>");
    await refund(1000);
    const { html } = await open(intent.paymentLink);
    expect(html).toContain("<h1>Payment refunded</h1>");
    expect(html).not.toContain("Already paid");
  });

  it("says of a reversed payment that nothing was taken", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "emulator-"));
    const before = startDojo({ dataDir });
    const { id, paymentLink } = await before.intent({ captureMode: "Manual" });
    await before.control("POST", "pay", { paymentIntentId: id });
    before.close();
    const path = join(dataDir, "state.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace('"status":"Authorized"', '"status":"Reversed"'));
    const { html } = await shopper(startDojo({ dataDir })).open(paymentLink);
    expect(html).toContain("<h1>Payment reversed</h1>");
    expect(html).toContain("has been released. Nothing was taken.");
  });

  it("is kept out of caches and Referer, under a strict policy that lets the form return to the shop", async () => {
    const intent = await dojo.shopIntent(await dojo.customer());
    const { headers, html } = await open(intent.paymentLink);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' https://shop.example;");
    expect(policy).not.toContain("unsafe");
    expect(html).not.toMatch(/<script>|style=|onclick=/);
  });
});

describe("the 3-D Secure step", () => {
  const start = async () => {
    const intent = await dojo.shopIntent(await dojo.customer());
    const { status, location } = await submit(intent.paymentLink, { ...CHALLENGED, saveCard: "yes" });
    expect(status).toBe(303);
    return { intent, step: location ?? "" };
  };

  it("captures and saves after the shopper confirms", async () => {
    const { intent, step } = await start();
    const { html } = await open(step);
    expect(html).toContain("Confirm payment</button>");
    expect(html).toContain('<a href="https://shop.example/back?c=1">Cancel and return</a>');
    expect(html).toContain(">Back to payment</a>");
    expect(html).not.toContain("whatever you press");
    const done = await submit(step, { outcome: "pass" });
    expect(done.location).toBe(`${BACK}&id=${intent.id}`);
    expect(await events(intent.id)).toEqual(["AuthChallenged", "Captured"]);
    expect(await dojo.cards(intent.customer.id)).toHaveLength(1);
    expect((await submit(step, { outcome: "pass" })).status).toBe(303);
    expect(await events(intent.id)).toEqual(["AuthChallenged", "Captured"]);
  });

  it("declines when it fails and leaves the payment open when it is abandoned", async () => {
    const { intent, step } = await start();
    const failed = await send(step, { outcome: "fail" });
    expect(failed.html).toContain("Your bank could not confirm that it was you");
    expect(await events(intent.id)).toEqual(["AuthChallenged", "Declined"]);
    expect((await submit(step, { outcome: "pass" })).location).toContain(`/checkout/${intent.id}?`);
    expect((await get(intent.id)).status).toBe("Created");
    expect((await submit(intent.paymentLink, APPROVED)).status).toBe(303);
  });
});

describe("the order", () => {
  const line = (name: string) => ({ name, quantity: 2, amountTotal: { value: 617, currencyCode: "GBP" } });

  it("shows lines, taxes, total and reference, each amount to the penny", async () => {
    const { paymentLink } = await dojo.intent({
      amount: { value: 9_007_199_254_740_991, currencyCode: "EUR" },
      itemLines: [line("Mug"), { name: "Voucher", amountTotal: { value: -5, currencyCode: "GBP" } }],
      taxLines: [{ caption: "Delivery", amountTotal: { value: 5, currencyCode: "GBP" } }],
    });
    const { html } = await open(paymentLink);
    for (const text of ["Mug", "× 2", "£6.17", "-£0.05", "Delivery", "£0.05", "Reference Order 1"]) {
      expect(html).toContain(text);
    }
    expect(html).toContain("<strong>€90,071,992,547,409.91</strong>");
    expect(html).toContain("Pay €90,071,992,547,409.91</button>");
  });

  it("hides the total and the reference when the merchant says so", async () => {
    const { paymentLink } = await dojo.intent({
      config: { details: { showTotal: false, showReference: false } },
      itemLines: [line("Mug")],
    });
    const { html } = await open(paymentLink);
    expect(html).not.toMatch(/12\.34|Order 1|Total|Reference/);
    expect(html).toContain("Mug");
    expect(html).toContain("Pay</button>");
  });

  it("folds a long one, never the delivery", async () => {
    const { paymentLink } = await dojo.intent({
      itemLines: Array.from({ length: 50 }, (_, n) => line(`Thing ${n + 1}.`)),
      taxLines: [line("")].map(({ amountTotal }) => ({ caption: "Delivery", amountTotal })),
    });
    const { html } = await open(paymentLink);
    const [before = "", folded = "", after = ""] = html.split(/<details>|<\/details>/);
    expect(before).toContain("Thing 8.");
    expect(folded).toContain("42 more items");
    expect(folded).toContain("Thing 50.");
    expect(after).toContain("Delivery");
  });
});

describe("the script's rules", () => {
  it("are the server's own words and patterns", async () => {
    const text = await (await dojo.app.request("/assets/rules.js")).text();
    const rules = JSON.parse(text.replace("export const RULES = ", "").replace(/;\s*$/, ""));
    const { paymentLink } = await dojo.intent();
    const said = async (fields: Record<string, string>) => (await submit(paymentLink, fields)).html;
    const empty = await said({});
    const wrong = await said({ ...APPROVED, cardNumber: "5200", expiry: "1/1", securityCode: "1" });
    const past = await said({ ...APPROVED, expiry: "01/20" });
    for (const field of ["cardNumber", "expiry", "securityCode", "cardName"]) {
      expect(empty).toContain(rules[field].empty);
    }
    for (const field of ["cardNumber", "expiry", "securityCode"]) {
      expect(wrong).toContain(rules[field].wrong);
      expect("x").not.toMatch(new RegExp(rules[field].pattern));
    }
    expect(past).toContain(rules.expiry.past);
    for (const expiry of ["12/29", "1/29", "12 - 2029", "1229"]) {
      expect(expiry).toMatch(new RegExp(rules.expiry.pattern));
    }
  });
});

describe("what merchants and shoppers write", () => {
  it("is shown as text, never as markup", async () => {
    const nasty = `"><script>alert(1)</script>`;
    const intent = await dojo.intent({
      reference: nasty,
      config: { title: nasty, cancelUrl: "https://shop.example/?q='%22><b>" },
      itemLines: [{ name: nasty, amountTotal: { value: 1234, currencyCode: "GBP" } }],
    });
    const typed = { cardNumber: nasty, expiry: nasty, cardName: nasty, method: nasty, securityCode: nasty };
    const link = `${intent.paymentLink}?cid=${encodeURIComponent(nasty)}`;
    for (const { html } of [await open(link), await submit(link, typed)]) {
      expect(html).not.toContain("<script>alert");
      expect(html).not.toContain("<b>");
      expect(html).toContain("&lt;script&gt;alert(1)");
    }
  });
});
