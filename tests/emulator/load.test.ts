import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Dojo, type Json, startDojo } from "./dojo";

const load = (dojo: Dojo, body: object) => dojo.control("POST", "load", body);

describe("foreign customers", () => {
  it("are as many as asked for, each with a name and an address of nobody", async () => {
    const dojo = startDojo();
    await dojo.customer({ name: "Ann" });
    expect(await load(dojo, { customers: 25 })).toMatchObject({ status: 200, body: { customers: 26 } });
    expect(await load(dojo, { customers: 5 })).toMatchObject({ status: 200, body: { customers: 31 } });
    const foreign: Json[] = (await dojo.state()).customers.slice(1);
    expect(new Set(foreign.map(({ id }) => id)).size).toBe(30);
    expect(new Set(foreign.map(({ emailAddress }) => emailAddress)).size).toBe(30);
    for (const customer of foreign) {
      expect(customer).toMatchObject({
        id: expect.stringMatching(/^cust_sandbox_/),
        name: expect.stringMatching(/^[A-Z][a-z]+ [A-Z][A-Za-z]+$/),
        emailAddress: expect.stringMatching(/^[a-z]+\.[a-z]+\.\d+@example\.com$/),
      });
    }
  });

  it("are created one after the other, after those there were and not later than now", async () => {
    const dojo = startDojo();
    await load(dojo, { customers: 40 });
    const own = await dojo.customer();
    await dojo.advance(60_000);
    await load(dojo, { customers: 40 });
    const { customers, now } = await dojo.state();
    const times: number[] = customers.map((customer: Json) => Date.parse(customer.createdAt));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(Date.parse(now));
    expect((times.at(0) ?? 0) + 300 * 24 * 3_600_000).toBeLessThan(Date.parse(now));
    expect(customers[40].id).toBe(own);
    const found = await dojo.call("POST", "/customers/search", { limit: 100 });
    expect(found.body.data.map((customer: Json) => customer.id)).toEqual(
      customers.map((customer: Json) => customer.id).reverse(),
    );
  });

  it("have the wanted address one time in ten, and as many saved cards as asked for", async () => {
    const dojo = startDojo();
    await load(dojo, { customers: 50, emailAddress: "ann@example.com", savedCards: 7 });
    const { customers, paymentMethods } = await dojo.state();
    const same = customers.filter((customer: Json) => customer.emailAddress === "ann@example.com");
    expect(same).toHaveLength(5);
    expect(paymentMethods).toHaveLength(7);
    expect(new Set(paymentMethods.map((card: Json) => card.customerId)).size).toBe(7);
    const [card] = paymentMethods;
    expect(same.map((customer: Json) => customer.id)).toContain(card.customerId);
    const intent = await dojo.shopIntent(card.customerId);
    const paid = await dojo.control("POST", "pay", {
      paymentIntentId: intent.id,
      paymentMethodId: card.id,
    });
    expect(paid.body.status).toBe("Captured");
  });

  it("refuse what makes no sense, field by field", async () => {
    const dojo = startDojo();
    const wrong = { customers: [{}, { customers: -1 }, { customers: 1.5 }, { customers: 200_001 }] };
    for (const body of wrong.customers) {
      expect(await load(dojo, body)).toMatchObject({
        status: 400,
        body: { errors: { customers: [expect.any(String)] } },
      });
    }
    expect((await load(dojo, { customers: 2, savedCards: 3 })).body.errors).toHaveProperty("savedCards");
    expect((await load(dojo, { customers: 2, names: 1 })).body.errors).toHaveProperty("names");
    expect((await dojo.state()).customers).toEqual([]);
  });

  it("survive a restart, from a log of many short lines", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "emulator-"));
    const before = startDojo({ dataDir });
    await load(before, { customers: 2_000, savedCards: 100 });
    const lines = readFileSync(join(dataDir, "state.jsonl"), "utf8").trim().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300_000);
    const { now: _then, ...saved } = await before.state();
    before.close();
    const { now: _now, ...found } = await startDojo({ dataDir }).state();
    expect(found).toEqual(saved);
  });

  it("come by the hundred thousand in seconds, and the page stays as short as ever", async () => {
    const dojo = startDojo();
    const started = performance.now();
    expect((await load(dojo, { customers: 100_000 })).body).toEqual({ customers: 100_000 });
    const loaded = performance.now();
    const page = await dojo.app.request("/_emulator");
    const html = await page.text();
    expect(loaded - started).toBeLessThan(6_000);
    expect(performance.now() - loaded).toBeLessThan(1_000);
    expect(html.length).toBeLessThan(40_000);
    expect(html).toContain("1 to 10 of 100,000");
  });
});
