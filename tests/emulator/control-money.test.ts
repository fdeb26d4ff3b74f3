import { describe, expect, it } from "vitest";
import { developer, noticeOf, sectionOf } from "./control-page";
import { startDojo } from "./dojo";

async function paidBy(captureMode: "Auto" | "Manual", currencyCode = "GBP") {
  const dojo = startDojo();
  const amount = { value: 1234, currencyCode };
  const { id } = await dojo.intent({ reference: "HK-1", captureMode, amount });
  await dojo.control("POST", "pay", { paymentIntentId: id });
  const { open, press } = developer(dojo);
  const path = `/_emulator/intents/${id}`;
  const intent = async () => (await dojo.state()).paymentIntents[0];
  return { dojo, id, open, press, path, intent, page: await open(path), list: await open("/_emulator") };
}

describe("money on the control page", () => {
  it("is captured in parts, each with what is left as the next amount", async () => {
    const { page, press, intent, id, list } = await paidBy("Manual");
    expect(list.html).toContain(`<a href="/_emulator/intents/${id}#payment" aria-label="Capture… HK-1">`);
    expect(page.html).toMatch(
      /<label for="capture">Capture, pence<\/label>\s<input id="capture"[^>]* value="1234">/,
    );
    const part = await press(page, "Capture", { amount: "1000" });
    expect(noticeOf(part.html)).toEqual({
      place: "payment",
      text: "HK-1 was captured, £10.00 in all: Captured",
      refused: false,
    });
    expect(part.html).toMatch(/<input id="capture"[^>]* value="234">/);
    expect(part.html).not.toContain(">Release<");
    const tooMuch = await press(part, "Capture", { amount: "235" });
    expect(noticeOf(tooMuch.html)).toMatchObject({ text: "At most 234 can be captured.", refused: true });
    const all = await press(part, "Capture", { amount: "234" });
    expect(all.html).not.toContain('id="capture"');
    expect((await intent()).captures.map(({ amount }: { amount: number }) => amount)).toEqual([1000, 234]);
    expect(sectionOf(all.html, "money")).toMatch(/Capture<[\s\S]*£10\.00<[\s\S]*Capture<[\s\S]*£2\.34</);
  });

  it("is released while it is held", async () => {
    const { page, press, intent } = await paidBy("Manual");
    const released = await press(page, "Release");
    expect(noticeOf(released.html).text).toBe("HK-1 was released: Reversed");
    expect((await intent()).status).toBe("Reversed");
    expect(released.html).not.toMatch(/(Release|Capture|Refund)<\/button>/);
    expect(noticeOf((await press(page, "Release")).html)).toMatchObject({ place: "payment", refused: true });
  });

  it("is refunded on the payment's own page, which says how much went back", async () => {
    const { dojo, page, press, id, path, open, list } = await paidBy("Auto");
    expect(list.html).toContain(`<a href="/_emulator/intents/${id}#payment" aria-label="Refund… HK-1">`);
    expect(page.html).not.toContain('id="money"');
    const refunded = await press(page, "Refund", { amount: "34" });
    expect(noticeOf(refunded.html).text).toBe("HK-1 was refunded, £0.34 in all: Captured");
    const asked = { amount: 1000, refundReason: "Too small" };
    await dojo.call("POST", `/payment-intents/${id}/refunds`, asked, { headers: { idempotencyKey: "k" } });
    const money = sectionOf((await open(path)).html, "money");
    expect(money).toMatch(
      /Refund in the portal<[\s\S]*£0\.34<[\s\S]*Refund<[\s\S]*£10\.00<[\s\S]*Too small</,
    );
  });

  it("is asked for in whole minor units, with an example of what was meant", async () => {
    const { page, press } = await paidBy("Auto");
    const examples = { "12.34": 1234, "0,5": 50, "£12": 1234, "0": 1234, "": 1234, "-1": 1234, "1e3": 1234 };
    for (const [amount, example] of Object.entries(examples)) {
      const refused = await press(page, "Refund", { amount });
      expect([refused.status, noticeOf(refused.html)]).toEqual([
        400,
        { place: "payment", text: `Give whole pence, for example ${example}.`, refused: true },
      ]);
      expect(refused.html).toContain(`value="${amount}" aria-invalid="true" aria-describedby="notice">`);
    }
    const euros = await paidBy("Auto", "EUR");
    const refused = await euros.press(euros.page, "Refund", { amount: "1.5" });
    expect(noticeOf(refused.html).text).toBe("Give whole cents, for example 150.");
  });
});
