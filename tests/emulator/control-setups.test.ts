import { describe, expect, it } from "vitest";
import { developer, HOSTILE, noticeOf, sectionOf } from "./control-page";
import { type Json, startDojo } from "./dojo";

async function hotel() {
  const dojo = startDojo();
  const customerId = await dojo.customer({ name: "Ann" });
  const asked = { merchantInitiatedTransactionType: "NoShow", terms: "One night." };
  const made = await dojo.call("POST", "/setup-intents", {
    ...asked,
    reference: `Room 7 ${HOSTILE}`,
    customer: { id: customerId },
  });
  const setup: Json = made.body;
  const status = async () => (await dojo.call("GET", `/setup-intents/${setup.id}`)).body.status;
  return { dojo, ...developer(dojo), customerId, setup, status };
}

describe("setup intents on the control page", () => {
  it("are listed with what is known, and get their card by one button", async () => {
    const { open, press, setup, customerId, status } = await hotel();
    const page = await open("/_emulator");
    const listed = sectionOf(page.html, "setups");
    const link = `href="/_emulator/customers/${customerId}">Ann</a>`;
    for (const text of [setup.id, "Room 7", ">Created<", "NoShow", link]) expect(listed).toContain(text);
    expect(page.html).not.toContain(HOSTILE);
    const entered = await press(page, `Enter a card Room 7 ${HOSTILE}`);
    expect(noticeOf(entered.html)).toEqual({
      place: "setups",
      text: `Room 7 ${HOSTILE} has its card: Authorized`,
      refused: false,
    });
    expect(await status()).toBe("Authorized");
    expect(sectionOf(entered.html, "setups")).toContain("Mastercard ending 1005, 12/29");
    expect(sectionOf(entered.html, "setups")).not.toContain("Enter a card</button>");
    const late = await press(page, `Enter a card Room 7 ${HOSTILE}`);
    expect([late.status, noticeOf(late.html)]).toMatchObject([409, { place: "setups", refused: true }]);
  });

  it("have a page of their own, where other cards can be entered", async () => {
    const { open, press, setup, status } = await hotel();
    const path = `/_emulator/setup-intents/${setup.id}`;
    const page = await open(path);
    expect(sectionOf(page.html, "json")).toContain("clientSessionSecret&quot;: &quot;sha256:");
    expect(page.html).not.toContain(setup.clientSessionSecret);
    const declined = await press(page, "Enter a card", { card: "visa-declined" });
    expect(noticeOf(declined.html).text).toContain("has no card, it was declined: Created");
    expect(sectionOf(declined.html, "events")).toContain(">Declined<");
    await press(page, "Enter a card", { card: "mastercard-approved" });
    expect(await status()).toBe("Authorized");
  });

  it("show what time did to them", async () => {
    const { dojo, open } = await hotel();
    const expireAt = new Date(Date.now() + 60_000).toISOString();
    const asked = { reference: "Short", merchantInitiatedTransactionType: "NoShow", terms: "x", expireAt };
    await dojo.call("POST", "/setup-intents", asked);
    await dojo.advance(61_000);
    expect(sectionOf((await open("/_emulator")).html, "setups")).toContain(">Expired<");
  });

  it("are charged from the page of a payment that names them", async () => {
    const { dojo, open, press, setup } = await hotel();
    const intent = await dojo.intent({ reference: "No-show 7", setupIntentId: setup.id });
    const path = `/_emulator/intents/${intent.id}`;
    const page = await open(path);
    expect(page.html).toContain(`<a href="/_emulator/setup-intents/${setup.id}">`);
    const early = await press(page, "Charge the kept card");
    expect(noticeOf(early.html)).toEqual({
      place: "payment",
      text: "The setup intent is Created: there is no card to charge.",
      refused: true,
    });
    await press(await open("/_emulator"), `Enter a card Room 7 ${HOSTILE}`);
    const charged = await press(page, "Charge the kept card");
    expect(noticeOf(charged.html).text).toBe("No-show 7 was charged: Captured");
    const own = await open(`/_emulator/setup-intents/${setup.id}`);
    expect(sectionOf(own.html, "intents")).toContain("No-show 7");
    expect(own.html).toContain(">Completed<");
    const without = await dojo.intent();
    expect((await open(`/_emulator/intents/${without.id}`)).html).not.toContain("Charge the kept card");
  });
});
