import { beforeAll, describe, expect, it } from "vitest";
import { busyShop, developer, type Page, type Shop, sectionOf } from "./control-page";
import { startDojo } from "./dojo";

const hasSection = (html: string, id: string) => html.includes(`<section id="${id}"`);

describe("the search of the control page", () => {
  let shop: Shop;
  let find: (text: string) => Promise<Page>;
  beforeAll(async () => {
    shop = await busyShop();
    find = (text) => shop.open(`/_emulator?find=${encodeURIComponent(text)}`);
  });

  it("finds a payment by id, reference, customer, transaction or card", async () => {
    const { paymentEvents } = (await shop.dojo.state()).paymentIntents[0];
    const { transactionId } = paymentEvents[0];
    for (const text of [shop.paid.id, " paid 1 ", shop.customerId, transactionId, "1005"]) {
      const { html, status } = await find(text);
      expect(status).toBe(200);
      expect(sectionOf(html, "intents"), text).toContain(`href="/_emulator/intents/${shop.paid.id}"`);
    }
    const declined = sectionOf((await find("1013")).html, "intents");
    expect([declined.includes(shop.unpaid.id), declined.includes(shop.paid.id)]).toEqual([true, false]);
  });

  it("finds a customer by id, name, e-mail or saved card", async () => {
    const [card] = await shop.dojo.cards(shop.customerId);
    await shop.dojo.customer({ name: "Bob", emailAddress: "bob@example.com" });
    for (const text of [shop.customerId, "aNN", "ann@EXAMPLE", "1005", card.id]) {
      const section = sectionOf((await find(text)).html, "customers");
      expect(section, text).toContain(`href="/_emulator/customers/${shop.customerId}"`);
      expect(section, text).toContain('Customers <span class="count">1<');
    }
  });

  it("finds a delivery by its event and a setup intent by its reference", async () => {
    const { eventId } = (await shop.dojo.state()).deliveries[0];
    const { html } = await find(eventId);
    expect(sectionOf(html, "deliveries")).toContain(`Redeliver ${eventId}`);
    expect(["intents", "customers", "setups"].some((id) => hasSection(html, id))).toBe(false);
    const asked = { reference: "Room 7", merchantInitiatedTransactionType: "NoShow", terms: "x" };
    const setup = await shop.dojo.call("POST", "/setup-intents", asked);
    expect(sectionOf((await find("room 7")).html, "setups")).toContain(setup.body.id);
  });

  it("says when there is nothing, and is the overview when nothing is asked", async () => {
    const { html } = await find(`<b>"none"`);
    expect(html).toContain("Nothing found for “&lt;b&gt;&quot;none&quot;”");
    expect(html).not.toContain("<section");
    expect(html).toContain('<a href="/_emulator#journal">');
    expect(hasSection((await find("  ")).html, "clock")).toBe(true);
    for (const sign of [".*", "a|b", "((", "[", "\\"]) {
      expect((await find(sign)).html, sign).toContain("Nothing found");
    }
  });

  it("repeats no secret and no card number that was typed", async () => {
    const secret = await find(shop.secret);
    expect(secret.html).not.toContain(shop.secret);
    const card = await find("5200 0000 0000 1005");
    expect(card.html).not.toMatch(/5200 ?0000 ?0000 ?1005|5200\+0000|5200%20/);
    expect(sectionOf(card.html, "intents")).toContain(shop.paid.id);
  });

  it("stays quick and short among 100,000 customers, and says how many more there are", async () => {
    const dojo = startDojo();
    await dojo.control("POST", "load", {
      customers: 100_000,
      emailAddress: "ann@example.com",
      savedCards: 50,
    });
    const { open } = developer(dojo);
    const started = performance.now();
    const { html } = await open("/_emulator?find=ann%40example.com");
    expect(performance.now() - started).toBeLessThan(1_000);
    const section = sectionOf(html, "customers");
    expect(section.match(/<code class="id">/g)).toHaveLength(10);
    expect(section).toContain("9,990 more fit");
    expect(html.length).toBeLessThan(20_000);
    const newest = (await dojo.state()).customers.findLast(
      (customer: { emailAddress: string }) => customer.emailAddress === "ann@example.com",
    );
    expect(section.match(/customers\/([\w-]+)"/)?.[1]).toBe(newest.id);
  });
});
