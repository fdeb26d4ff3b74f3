import { describe, expect, it } from "vitest";
import { findCardByNumber, passesLuhn, TEST_CARDS } from "../../emulator/cards";
import { APPROVED, DECLINED, type Json, shopper, startDojo } from "./dojo";

const dojo = startDojo();
const { open, submit, send } = shopper(dojo);
const INSUFFICIENT = { ...APPROVED, cardNumber: "5200 0000 0000 2003" };
const REFERRED = { ...APPROVED, cardNumber: "4456 5300 0000 2011" };
const NEVER_CONFIRMED = { ...APPROVED, cardNumber: "5200 0000 0000 2029" };

const get = async (id: string): Promise<Json> => (await dojo.call("GET", `/payment-intents/${id}`)).body;
const events = async (id: string): Promise<string[]> =>
  (await get(id)).paymentEvents.map((event: Json) => event.eventType);

/** The words of the alert, without its markup. */
const alertOf = (html: string): string | undefined =>
  /<div[^>]* role="alert"[^>]*>(.*?)<\/div>/s
    .exec(html)?.[1]
    ?.replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** An intent that prefers the second of its customer's two saved cards. */
async function withCards() {
  const id = await dojo.customer();
  for (const card of ["5200000000001005", "5200000000000056"]) {
    const { id: paymentIntentId } = await dojo.shopIntent(id);
    await dojo.control("POST", "pay", { paymentIntentId, card, saveCard: true });
  }
  const [other, preferred] = await dojo.cards(id);
  return { other, intent: await dojo.shopIntent(id, { customer: { savedCardId: preferred.id } }) };
}

describe("after a decline", () => {
  it("all is still there but the card's number and code", async () => {
    const intent = await dojo.shopIntent(await dojo.customer());
    const typed = { ...DECLINED, expiry: "11/28", cardName: 'Ann "A" <b>', saveCard: "yes" };
    const { html } = await send(intent.paymentLink, typed);
    const value = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1];
    expect([value("expiry"), value("cardName")]).toEqual(["11/28", "Ann &quot;A&quot; &lt;b&gt;"]);
    expect([value("cardNumber"), value("securityCode")]).toEqual(["", ""]);
    expect(html).toMatch(/name="saveCard" value="yes"\s+checked/);
    const plain = await open(intent.paymentLink);
    expect(plain.html).not.toContain("11/28");
  });

  it("of a saved card the new-card fields stay empty", async () => {
    const { intent, other } = await withCards();
    const { html } = await send(intent.paymentLink, { method: other.id, securityCode: "999" });
    expect(html).not.toContain('12/29"');
  });
});

describe("the listed cards", () => {
  it("all carry a right check digit, and the emulator's own are marked on the page and refused nowhere", async () => {
    expect(TEST_CARDS.filter(({ number }) => !passesLuhn(number))).toEqual([]);
    expect(new Set(TEST_CARDS.map(({ token }) => token)).size).toBe(TEST_CARDS.length);
    const { html } = await open((await dojo.intent()).paymentLink);
    const [published, own] = html.split("Emulator only");
    for (const { number, emulatorOnly } of TEST_CARDS) {
      const grouped = number.replace(/(\d{4})(?=\d)/g, "$1 ");
      expect(emulatorOnly ? own : published).toContain(grouped);
      expect(emulatorOnly ? published : own).not.toContain(grouped);
    }
  });
});

describe("a decline", () => {
  it.each([
    ["the bank", DECLINED, "Your card was declined No money was taken. Try again or use another card."],
    [
      "a wrong code",
      { ...APPROVED, securityCode: "999" },
      "Your card was declined: the security code is wrong No money was taken. Look for the code",
    ],
    [
      "too little money",
      INSUFFICIENT,
      "Your card was declined: there is not enough money in the account No money was taken. Use another card.",
    ],
    ["a referral", REFERRED, "Your bank wants to speak to you first No money was taken. Call the number"],
  ])("by %s is told in plain words, and another card pays", async (_by, fields, words) => {
    const intent = await dojo.shopIntent(await dojo.customer());
    const { status, html } = await send(intent.paymentLink, fields);
    expect(status).toBe(200);
    expect(alertOf(html)).toContain(words);
    expect(html).toContain("<title>Not paid: ");
    expect(await events(intent.id)).toEqual(["Declined"]);
    expect((await get(intent.id)).status).toBe("Created");
    expect((await submit(intent.paymentLink, APPROVED)).location).toContain("https://shop.example/");
    expect(await events(intent.id)).toEqual(["Declined", "Captured"]);
  });

  it("by the 3-D Secure test card comes whatever is pressed, and its page says so", async () => {
    const intent = await dojo.shopIntent(await dojo.customer());
    for (const outcome of ["pass", "fail"]) {
      const challenge = await send(intent.paymentLink, NEVER_CONFIRMED);
      expect(challenge.html).toContain("This test card fails here, whatever you press.");
      const { html } = await send(challenge.location, { outcome });
      expect(alertOf(html)).toBe(
        "Your bank could not confirm that it was you No money was taken. Try again or use another card.",
      );
    }
    expect(await events(intent.id)).toEqual(["AuthChallenged", "Declined", "AuthChallenged", "Declined"]);
  });

  it("of a saved card that has expired since says that", async () => {
    const own = startDojo();
    const id = await own.customer();
    await own.control("POST", "pay", { paymentIntentId: (await own.shopIntent(id)).id, saveCard: true });
    const [saved] = await own.cards(id);
    await own.advance(10 * 366 * 86_400_000);
    const intent = await own.shopIntent(id, { customer: { savedCardId: saved.id } });
    await own.control("POST", "pay", { paymentIntentId: intent.id, paymentMethodId: saved.id });
    const { html } = await shopper(own).open(`${intent.paymentLink}&declined=1`);
    expect(alertOf(html)).toBe(
      "Your card was declined: it has expired No money was taken. Use another card.",
    );
    expect(html).toMatch(/value="new"[^>]*checked/);
  });

  it("is answered by a redirect to the link, kept letter for letter, and told there alone", async () => {
    const { id } = await dojo.intent();
    const link = `/checkout/${id}?csc=a+b%20c&cid=%41`;
    const first = await submit(link, DECLINED);
    expect([first.status, first.location]).toEqual([303, `${link}&declined=1`]);
    const again = await submit(first.location ?? "", DECLINED);
    expect(again.location).toBe(`${link}&declined=1`);
    expect((await submit(`/checkout/${id}`, DECLINED)).location).toBe(`/checkout/${id}?declined=1`);
    expect((await open(link)).html).not.toContain('role="alert"');
    const { html } = await open(`${link}&declined=1`);
    expect(html).toContain(`action="${link.replaceAll("&", "&amp;")}"`);
  });

  it("keeps the saved card that was tried chosen, or the new card", async () => {
    const { intent, other } = await withCards();
    const saved = await send(intent.paymentLink, { method: other.id, securityCode: "999" });
    expect(saved.html).toMatch(new RegExp(`value="${other.id}"[^>]*checked`));
    const fresh = await send(intent.paymentLink, { ...DECLINED, method: "new" });
    expect(fresh.html).toMatch(/value="new"[^>]*checked/);
    expect(fresh.html).not.toContain('value="4456');
  });

  it("is not told once something else has happened, or before anything has", async () => {
    const { id, paymentLink } = await dojo.intent();
    const marked = `${paymentLink}?declined=1`;
    expect((await open(marked)).html).not.toContain('role="alert"');
    await submit(paymentLink, DECLINED);
    expect((await open(marked)).html).toContain('role="alert"');
    await submit(paymentLink, NEVER_CONFIRMED);
    expect((await open(marked)).html).not.toContain('role="alert"');
    await submit(paymentLink, DECLINED);
    await dojo.call("DELETE", `/payment-intents/${id}`);
    const closed = await open(marked);
    expect([closed.status, closed.html.includes('role="alert"')]).toEqual([410, false]);
  });

  it("shows merchants the event and no reason", async () => {
    const { id, paymentLink } = await dojo.intent();
    const before = Object.keys(await get(id)).sort();
    await submit(paymentLink, REFERRED);
    const intent = await get(id);
    expect(Object.keys(intent).sort()).toEqual(before);
    expect(Object.keys(intent.paymentEvents[0]).sort()).toEqual([
      "authCode",
      "cardNumber",
      "cardType",
      "cardholderName",
      "eventType",
      "expiryDate",
      "paymentMethodId",
      "transactionDateTime",
      "transactionId",
    ]);
    expect(JSON.stringify([intent, await dojo.state()])).not.toMatch(/lastDecline|referred/);
  });

  it("comes of the control API as well", async () => {
    const { id } = await dojo.intent();
    for (const { cardNumber } of [INSUFFICIENT, REFERRED, NEVER_CONFIRMED]) {
      expect(findCardByNumber(cardNumber.replaceAll(" ", ""))?.emulatorOnly).toBe(true);
      const { body } = await dojo.control("POST", "pay", { paymentIntentId: id, card: cardNumber });
      expect([body.status, body.paymentEvents.at(-1).eventType]).toEqual(["Created", "Declined"]);
    }
  });
});
