import { beforeAll, describe, expect, it, vi } from "vitest";
import { busyShop, HOSTILE, type Shop, sectionOf } from "./control-page";
import { API_KEY } from "./dojo";

const ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;";

describe("what the pages show", () => {
  let shop: Shop;
  let html: string;
  beforeAll(async () => {
    shop = await busyShop();
    await vi.waitFor(async () => expect((await shop.dojo.state()).deliveries[0].attempts).toHaveLength(1));
    html = (await shop.open("/_emulator")).html;
  });

  it("is where the root leads", async () => {
    const root = await shop.dojo.app.request("/");
    expect([root.status, root.headers.get("location")]).toEqual([302, "/_emulator"]);
  });

  it("has every section with what is in it", async () => {
    const { seq } = (await shop.dojo.journal()).at(-1);
    const shown = {
      clock: ["real time"],
      intents: ["Paid 1", "£12.34", ">Captured<", ">Created<", shop.paid.id, "<li>Declined</li>"],
      customers: [shop.customerId, "ann@example.com", "Mastercard ending 1005, 12/29"],
      webhooks: ["payment_intent.status_updated", "?a=1&amp;b=2", "1 active of 1"],
      deliveries: ["pending", '<span class="answer bad">500</span>', "next try", "&quot;paymentStatus&quot;"],
      faults: ["&quot;Customers_Update&quot;", "&quot;status&quot;: 503"],
      setups: ["None yet."],
      journal: ["Customers_CreateCustomerSecret", `journal?after=${seq - 1}&amp;limit=1`, "/checkout/"],
      reset: ["Webhook subscriptions and their secrets stay", "setup intents"],
    };
    for (const [id, texts] of Object.entries(shown)) {
      const section = sectionOf(html, id);
      for (const text of texts) expect(section, id).toContain(text);
    }
    expect(sectionOf(html, "intents")).toMatch(/Payment intents <span class="count">2</);
  });

  it("says how often a fault was met and fired, which is spent, and counts the live ones", async () => {
    const { dojo, open } = await busyShop();
    const rules = [
      { operation: "Customers_Update", kind: "status", nth: 2 },
      { operation: "Customers_Update", kind: "status", nth: 9 },
      { operation: "Customers_Update", kind: "status", probability: 1 },
    ];
    await dojo.control("PUT", "faults", rules);
    for (const _ of [1, 2, 3]) await dojo.call("PATCH", "/customers/cust_none", {});
    const { html } = await open("/_emulator");
    const section = sectionOf(html, "faults");
    const figures = [...section.matchAll(/class="figure" data-label="\w+">(\d+)</g)].map(
      ([, figure]) => figure,
    );
    expect(figures).toEqual(["3", "1", "3", "0", "3", "2"]);
    await dojo.control("PUT", "faults", rules.slice(0, 1));
    const live = (await open("/_emulator")).html;
    expect(live).toContain('#faults">Faults <span class="count">1<');
    for (const _ of [1, 2]) await dojo.call("PATCH", "/customers/cust_none", {});
    const spent = (await open("/_emulator")).html;
    expect(spent).toContain('#faults">Faults <span class="count">0<');
    expect(sectionOf(live, "faults")).toContain(">live<");
    expect(sectionOf(spent, "faults")).toContain(">spent<");
  });

  it("keeps the words of a table for screen readers when a phone shows blocks", () => {
    const section = sectionOf(html, "intents");
    for (const tag of section.match(/<(table|thead|tbody|tr|th|td)\b[^>]*>/g) ?? []) {
      expect(tag).toMatch(/ role="(table|rowgroup|row|columnheader|cell)"/);
    }
    expect(section).toContain('role="cell" data-label="Events"');
    expect(html).toContain('href="/_emulator/assets/phone.css" media="(max-width: 800px)"');
  });

  it("marks the dates of today, which a phone leaves out, and no others", async () => {
    const { dojo, open } = await busyShop();
    const date = async () =>
      sectionOf((await open("/_emulator")).html, "intents").match(/<time[^>]*><span class="([^"]*)">/)?.[1];
    expect(await date()).toBe("date today");
    await dojo.advance(24 * 60 * 60_000);
    expect(await date()).toBe("date");
  });

  it("shows the API's own words with card numbers as the API masks them", async () => {
    const intent = sectionOf((await shop.open(`/_emulator/intents/${shop.paid.id}`)).html, "json");
    expect(intent).toContain("&quot;cardNumber&quot;: &quot;52000000****1005&quot;");
    expect(intent).not.toContain("paymentLink&quot;");
    const unpaid = sectionOf((await shop.open(`/_emulator/intents/${shop.unpaid.id}`)).html, "json");
    expect(unpaid).toContain("&quot;description&quot;: &quot;sk_sandbox_[removed]&quot;");
  });

  it("tells of a delivery once when it was, and how long after that each try came", async () => {
    const { dojo, open } = await busyShop();
    const attempts = async () => (await dojo.state()).deliveries[0].attempts;
    await vi.waitFor(async () => expect(await attempts()).toHaveLength(1));
    await dojo.advance(1_000);
    await vi.waitFor(async () => expect(await attempts()).toHaveLength(2));
    const items = sectionOf((await open("/_emulator")).html, "deliveries")
      .split("<li>\n<div")
      .slice(1);
    expect(items.length).toBeGreaterThan(1);
    for (const item of items) expect(item.match(/<time/g)).toHaveLength(1);
    expect(items.at(-1)).toMatch(/500<\/span><\/li><li><span class="answer bad">500<\/span> after \d s/);
  });

  it("has a page for one intent and for one customer", async () => {
    const intent = await shop.open(`/_emulator/intents/${shop.paid.id}`);
    expect(intent.status).toBe(200);
    expect(intent.html).toContain("&quot;captureMode&quot;: &quot;Auto&quot;");
    expect(sectionOf(intent.html, "events")).toContain('<td role="cell">Captured</td>');
    expect(sectionOf(intent.html, "deliveries")).toContain("payment_intent.status_updated");
    const customer = await shop.open(`/_emulator/customers/${shop.customerId}`);
    expect(sectionOf(customer.html, "cards")).toContain("Mastercard ending 1005, 12/29");
    expect(sectionOf(customer.html, "intents")).toContain("Paid 1");
    expect((await shop.open("/_emulator/setup-intents/si_none")).status).toBe(404);
    expect((await shop.open("/_emulator/intents/pi_none")).status).toBe(404);
    for (const id of ["cust_none", "a%20b", "..%2Fstate"]) {
      expect((await shop.open(`/_emulator/customers/${id}`)).status).toBe(404);
    }
  });

  it("escapes what strangers wrote", async () => {
    for (const path of ["", `/customers/${shop.customerId}`]) {
      const page = await shop.open(`/_emulator${path}`);
      expect(page.html).not.toContain(HOSTILE);
      expect(page.html).not.toContain("<script");
      expect(page.html).toContain(ESCAPED);
    }
  });

  it("holds no secret, key, payment link or card number", async () => {
    const paths = ["", `/intents/${shop.paid.id}`, `/customers/${shop.customerId}`];
    for (const path of paths) {
      const page = await shop.open(`/_emulator${path}`);
      for (const secret of [shop.webhookSecret, shop.secret, API_KEY, "securityCode"]) {
        expect(page.html, path).not.toContain(secret);
      }
      expect(page.html).not.toMatch(/cs_sandbox_|sk_sandbox_[A-Za-z0-9]|csc=cs|\b\d(?:[ -]?\d){12,18}\b/);
    }
    expect(html).toContain("csc=sha256:");
  });

  it("runs no script and is framed by nobody", async () => {
    const page = await shop.open("/_emulator");
    const policy = page.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
    const sheet = page.html.match(/<link rel="stylesheet" href="([^"]+)"/)?.[1] ?? "";
    expect((await shop.open(sheet)).headers.get("content-type")).toContain("text/css");
  });
});

describe("long lists", () => {
  it("come in pages that leave the other lists where they are", async () => {
    const { dojo, open } = await busyShop();
    await dojo.control("POST", "load", { customers: 44 });
    const ids = (await dojo.state()).customers.map((customer: { id: string }) => customer.id).reverse();
    const shownIds = (html: string) =>
      [...sectionOf(html, "customers").matchAll(/<code class="id">([^<]+)</g)].map(([, id]) => id);
    const first = await open("/_emulator?intents=1");
    expect(shownIds(first.html)).toEqual(ids.slice(0, 10));
    expect(sectionOf(first.html, "customers")).toContain("1 to 10 of 45");
    const older = first.html.match(/href="([^"]+)#customers">Older/)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(older).toBe("/_emulator?intents=1&customers=2");
    expect(shownIds((await open(older)).html)).toEqual(ids.slice(10, 20));
    const last = (await open("/_emulator?customers=999")).html;
    expect(shownIds(last)).toEqual(ids.slice(40));
    expect(sectionOf(last, "customers")).toContain('<a href="#find">find yours</a>');
    expect(last).not.toContain(">Older<");
    for (const odd of ["0", "-1", "x", "1e9"]) {
      expect(shownIds((await open(`/_emulator?customers=${odd}`)).html)).toEqual(ids.slice(0, 10));
    }
  });
});
