import { describe, expect, it, vi } from "vitest";
import { busyShop, HOSTILE, noticeOf, type Shop, sectionOf } from "./control-page";
import { type Json, pathOf } from "./dojo";

const intentOf = async ({ dojo }: Shop, id: string): Promise<Json> =>
  (await dojo.state()).paymentIntents.find((intent: Json) => intent.id === id);

describe("the buttons of the control page", () => {
  it("move the clock, by a step or by minutes", async () => {
    const { dojo, open, press } = await busyShop();
    const later = await press(await open("/_emulator"), "+16 min past a customer secret");
    expect(later).toMatchObject({ status: 200, path: "/_emulator?done=moved&at=clock#notice" });
    expect(later.html).toContain("16 min ahead of real time");
    const page = await press(later, "Move on", { minutes: "1440" });
    expect(page.html).toContain("1 day 16 min ahead of real time");
    expect(Date.parse((await dojo.state()).now)).toBeGreaterThan(Date.now() + 1455 * 60_000);
    for (const minutes of ["-5", "", "0", "9999999999"]) {
      const refused = await press(page, "Move on", { minutes });
      expect([refused.status, minutes]).toEqual([400, minutes]);
      expect(noticeOf(refused.html)).toMatchObject({ place: "clock", refused: true });
      expect(refused.html).toContain(`value="${minutes}" aria-invalid="true" aria-describedby="notice">`);
    }
  });

  it("pay and cancel, and lead back to the page they are on", async () => {
    const shop = await busyShop();
    const other = await shop.dojo.intent({ reference: "Other 2" });
    const page = await shop.press(await shop.open("/_emulator?intents=1"), `Pay Open ${HOSTILE}`);
    expect(page.path).toBe(`/_emulator?intents=1&done=paid&of=${shop.unpaid.id}&at=intents#notice`);
    expect(noticeOf(page.html)).toEqual({
      place: "intents",
      text: `Open ${HOSTILE} was paid: Captured`,
      refused: false,
    });
    expect((await intentOf(shop, shop.unpaid.id)).status).toBe("Captured");
    const cancelled = await shop.press(page, "Cancel Other 2");
    expect((await intentOf(shop, other.id)).status).toBe("Canceled");
    expect(cancelled.html).not.toContain("Pay Other 2");
    const late = await shop.press(page, "Cancel Other 2");
    expect([late.status, noticeOf(late.html)]).toEqual([
      409,
      { place: "intents", text: "The payment intent is Canceled.", refused: true },
    ]);
  });

  it("open the hosted page as the shopper has it", async () => {
    const { dojo, open, unpaid } = await busyShop();
    const way = `/_emulator/intents/${unpaid.id}/checkout`;
    expect((await open("/_emulator")).html).toContain(`<a href="${way}" `);
    expect((await open(`/_emulator/intents/${unpaid.id}`)).html).toContain(
      `<a href="${way}">Open hosted page</a>`,
    );
    const response = await dojo.app.request(way);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(pathOf(unpaid.paymentLink));
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("pay with a chosen card on an intent's own page, then refund it in parts", async () => {
    const shop = await busyShop();
    const path = `/_emulator/intents/${shop.unpaid.id}`;
    const page = await shop.open(path);
    const [saved = ""] = page.html.match(/(?<=value=")pm_[^"]+/) ?? [];
    const declined = await shop.press(page, "Pay", { card: "visa-declined" });
    expect(declined.path).toBe(`${path}?done=declined&of=${shop.unpaid.id}&at=payment#notice`);
    expect(noticeOf(declined.html)).toMatchObject({ place: "payment", refused: false });
    expect(noticeOf(declined.html).text).toContain("was not paid, the card was declined: Created");
    expect((await intentOf(shop, shop.unpaid.id)).status).toBe("Created");
    const paid = await shop.press(page, "Pay", { card: saved });
    expect((await intentOf(shop, shop.unpaid.id)).paymentDetails.paymentMethodId).toBe(saved);
    const part = await shop.press(paid, "Refund", { amount: "34" });
    expect(await intentOf(shop, shop.unpaid.id)).toMatchObject({ status: "Captured", refundedAmount: 34 });
    const tooMuch = await shop.press(part, "Refund", { amount: "1201" });
    expect([tooMuch.status, noticeOf(tooMuch.html)]).toEqual([
      400,
      { place: "payment", text: "At most 1200 can be refunded.", refused: true },
    ]);
    expect(tooMuch.html).toContain("As the API shows it");
    await shop.press(part, "Refund", { amount: "1200" });
    expect(await intentOf(shop, shop.unpaid.id)).toMatchObject({ status: "Refunded", refundedAmount: 1234 });
  });

  it("save a card when asked", async () => {
    const shop = await busyShop();
    const page = await shop.open(`/_emulator/intents/${shop.unpaid.id}`);
    await shop.press(page, "Pay", { card: "mastercard-approved-older", saveCard: "yes" });
    const cards = await shop.dojo.cards(shop.customerId);
    expect(cards.map((card: Json) => card.cardDetails.pan)).toEqual(["52000000****1005", "52000000****0056"]);
  });

  it("deliver an event once more", async () => {
    const { dojo, open, press } = await busyShop();
    const tries = async () => (await dojo.state()).deliveries[0].attempts.length;
    await vi.waitFor(async () => expect(await tries()).toBe(1));
    const { eventId } = (await dojo.state()).deliveries[0];
    const page = await press(await open("/_emulator"), `Redeliver ${eventId}`);
    expect(noticeOf(page.html)).toEqual({
      place: "deliveries",
      text: `${eventId} is sent again.`,
      refused: false,
    });
    await vi.waitFor(async () => expect(await tries()).toBe(2));
  });

  it("replace and clear the faults, and keep what was typed wrongly", async () => {
    const { dojo, open, press } = await busyShop();
    const faults = async () => (await dojo.control("GET", "faults")).body;
    const wrong = '[{ "operation": "Nobody_Knows", "kind": "status" }]';
    const refused = await press(await open("/_emulator"), "Replace faults", { faults: wrong });
    expect(refused.status).toBe(400);
    expect(sectionOf(refused.html, "faults")).toContain("&quot;Nobody_Knows&quot;");
    expect(noticeOf(refused.html)).toMatchObject({ place: "faults", refused: true });
    expect(noticeOf(refused.html).text).toMatch(/^Rules\[0\]\.operation: /);
    const broken = await press(await open("/_emulator"), "Replace faults", { faults: "[" });
    expect(noticeOf(broken.html).text).toMatch(/^The rules are not valid JSON: /);
    const none = await press(await open("/_emulator"), "Replace faults", { faults: "{}" });
    expect(noticeOf(none.html).text).toMatch(/^Rules: /);
    expect(await faults()).toMatchObject([{ operation: "Customers_Update" }]);
    const right = '[{ "operation": "webhook", "kind": "drop", "seed": 7 }]';
    const replaced = await press(refused, "Replace faults", { faults: right });
    expect(await faults()).toEqual([{ operation: "webhook", kind: "drop", seed: 7 }]);
    expect(noticeOf(replaced.html).text).toBe("1 fault is switched on.");
    expect(noticeOf((await press(replaced, "Clear faults")).html).text).toBe("The faults are cleared.");
    expect(await faults()).toEqual([]);
  });

  it("reset everything but the subscriptions", async () => {
    const { dojo, open, press } = await busyShop();
    const page = await press(await open("/_emulator"), "Reset everything");
    expect(noticeOf(page.html)).toEqual({ place: "reset", text: "Everything was reset.", refused: false });
    expect(sectionOf(page.html, "intents")).toContain("None yet.");
    expect(sectionOf(page.html, "webhooks")).toContain("https://shop.example/hook");
    expect(await dojo.state()).toMatchObject({ customers: [], paymentIntents: [], deliveries: [] });
  });

  it("lead nowhere else, and obey no other site", async () => {
    const { dojo } = await busyShop();
    const post = (body: string, headers = {}) =>
      dojo.app.request("/_emulator/page/clear-faults", { method: "POST", body, headers });
    for (const back of ["https://evil.example", "//evil.example", "/_emulator/state", "/_emulator\n#x"]) {
      const response = await post(new URLSearchParams({ back }).toString());
      expect(response.headers.get("location")).toBe("/_emulator");
    }
    expect((await post("", { origin: "https://evil.example" })).status).toBe(403);
    expect((await post("", { "sec-fetch-site": "cross-site" })).status).toBe(403);
    const reloaded = await dojo.app.request("/_emulator/page/clear-faults");
    expect([reloaded.status, reloaded.headers.get("location")]).toEqual([303, "/_emulator"]);
  });
});
