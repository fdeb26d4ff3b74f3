import { describe, expect, it } from "vitest";
import { busyShop, developer, noticeOf, sectionOf } from "./control-page";
import { startDojo } from "./dojo";

describe("what a form of the control page led to", () => {
  it("is said once: no link or form of the page leads to it again", async () => {
    const { open, press } = await busyShop();
    const page = await press(await open("/_emulator"), "+1 min");
    expect(noticeOf(page.html)).toEqual({ place: "clock", text: "The clock was moved.", refused: false });
    expect(page.html).not.toMatch(/(href|value|action)="[^"]*done=/);
    expect(page.html).toContain('<a class="reload" href="/_emulator">');
  });

  it("is never a text of the address", async () => {
    const { open, unpaid } = await busyShop();
    for (const query of [
      "done=You+won&at=clock",
      "done=paid&of=You+won&at=clock",
      "done=constructor&at=clock",
      "done=paid&at=clock",
      `done=paid&of=${unpaid.id}&at=%3Cb%3E`,
    ]) {
      const { status, html } = await open(`/_emulator?${query}`);
      expect([status, html.includes('id="notice"'), html.includes("You won")]).toEqual([200, false, false]);
    }
  });

  it("takes the browser to the notice, a refusal as well", async () => {
    const { html } = await (await busyShop()).open("/_emulator");
    const actions = [...html.matchAll(/<form method="post" action="([^"]*)"/g)].map(([, action]) => action);
    expect(actions.length).toBeGreaterThan(5);
    for (const action of actions) expect(action).toMatch(/#notice$/);
  });

  it("stands at the top of a page that is no longer there", async () => {
    const shop = await busyShop();
    const page = await shop.open(`/_emulator/intents/${shop.unpaid.id}`);
    await shop.dojo.control("POST", "reset");
    const late = await shop.press(page, "Cancel");
    expect([late.status, noticeOf(late.html)]).toEqual([
      404,
      { place: "top", text: "There is no such payment intent.", refused: true },
    ]);
  });

  it("leads back into a search", async () => {
    const dojo = startDojo();
    const { open, press } = developer(dojo);
    await dojo.intent({ reference: "Ann & Bob" });
    const page = await press(await open("/_emulator?find=ann+%26+bob"), "Pay Ann & Bob");
    expect(page.path).toMatch(/^\/_emulator\?find=ann\+%26\+bob&done=paid&of=pi_[^&]+&at=intents#notice$/);
    expect(noticeOf(page.html).text).toBe("Ann & Bob was paid: Captured");
    expect(sectionOf(page.html, "intents")).toContain(">Captured<");
  });

  it("tells a slow bank from a refusing one", async () => {
    const dojo = startDojo();
    const { open, press } = developer(dojo);
    const { id } = await dojo.intent({ reference: "HK-1" });
    const page = await press(await open(`/_emulator/intents/${id}`), "Pay", { card: "emulator-slow" });
    expect(noticeOf(page.html).text).toBe("HK-1 waits for its slow bank: Created");
  });
});
