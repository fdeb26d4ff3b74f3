import { appendFileSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Store } from "../../emulator/store";
import { APPROVED, CHALLENGED, shopper, startDojo } from "./dojo";

const folder = () => mkdtempSync(join(tmpdir(), "emulator-"));
const everything = (dataDir: string) =>
  readdirSync(dataDir)
    .map((name) => readFileSync(join(dataDir, name), "utf8"))
    .join("\n");

describe("the data folder", () => {
  it("brings everything back without a farewell, the answer being logged before it is sent", async () => {
    const dataDir = folder();
    const before = startDojo({ dataDir });
    const id = await before.customer({ name: "Ann" });
    const secret = await before.secret(id);
    await before.call("POST", "/webhooks", {
      events: ["payment_intent.created"],
      url: "https://shop.example/hook",
    });
    const intent = await before.shopIntent(id);
    await shopper(before).submit(intent.paymentLink, { ...APPROVED, saveCard: "yes" });
    await before.call("DELETE", `/customers/${await before.customer()}`);
    const pending = await before.shopIntent(id);
    const { location } = await shopper(before).submit(pending.paymentLink, CHALLENGED);
    const { now: _then, ...saved } = await before.state();
    const journal = await before.journal();

    const after = startDojo({ dataDir });
    const { now: _now, ...found } = await after.state();
    expect(found).toEqual(saved);
    expect(await after.journal()).toEqual(journal);
    const read = await after.call("GET", `/customers/public/${id}/payment-methods`, undefined, {
      key: secret,
    });
    expect(read.body.savedPaymentMethods).toHaveLength(1);
    expect((await shopper(after).submit(location ?? "", { outcome: "pass" })).location).toContain(pending.id);
    await after.customer();
    expect((await after.journal()).at(-1).seq).toBe(journal.length + 3);
  });

  it("brings the clock and what waits for it back", async () => {
    const dataDir = folder();
    const before = startDojo({ dataDir });
    const intent = await before.intent({ expireAt: new Date(Date.now() + 3_600_000).toISOString() });
    await before.advance(3_000_000);
    before.close();
    const after = startDojo({ dataDir });
    expect(Date.parse((await after.state()).now)).toBeGreaterThan(Date.now() + 2_990_000);
    await after.advance(600_000);
    expect((await after.state()).paymentIntents).toMatchObject([{ id: intent.id, status: "Canceled" }]);
  });

  it("forgives a torn last line and refuses damage elsewhere", async () => {
    const dataDir = folder();
    const before = startDojo({ dataDir });
    const id = await before.customer();
    before.close();
    const path = join(dataDir, "state.jsonl");
    appendFileSync(path, '[{"table":"customers","id":"cust_torn","row":{"id":"cu');
    const after = startDojo({ dataDir });
    expect((await after.state()).customers).toMatchObject([{ id }]);
    expect((await after.state()).customers).toHaveLength(1);
    await after.customer();
    after.close();
    const [first = "", ...rest] = readFileSync(path, "utf8").split("\n");
    writeFileSync(path, [first.slice(0, 20), ...rest].join("\n"));
    expect(() => startDojo({ dataDir })).toThrow(/damaged at line 1/);
  });

  it("keeps changes that belong together on one line", async () => {
    const dataDir = folder();
    const dojo = startDojo({ dataDir });
    const intent = await dojo.shopIntent(await dojo.customer());
    const lines = () => readFileSync(join(dataDir, "state.jsonl"), "utf8").trim().split("\n").length;
    const before = lines();
    await dojo.control("POST", "pay", { paymentIntentId: intent.id, saveCard: true });
    expect(lines()).toBe(before + 1);
  });

  it("is compact again after a restart", async () => {
    const dataDir = folder();
    const before = startDojo({ dataDir });
    const id = await before.customer({ name: "x".repeat(80) });
    for (let i = 0; i < 50; i++) await before.call("PATCH", `/customers/${id}`, { name: `Name ${i}` });
    const size = () => statSync(join(dataDir, "state.jsonl")).size;
    const grown = size();
    before.close();
    startDojo({ dataDir });
    expect(size()).toBeLessThan(grown / 10);
  });

  it("never holds a card number or a security code", async () => {
    const dataDir = folder();
    const dojo = startDojo({ dataDir });
    const intent = await dojo.shopIntent(await dojo.customer());
    await shopper(dojo).submit(intent.paymentLink, {
      ...APPROVED,
      cardNumber: "5200000000001006",
      securityCode: "0208",
    });
    await shopper(dojo).submit(intent.paymentLink, { ...APPROVED, saveCard: "yes" });
    const text = everything(dataDir);
    expect(text).toContain("52000000****1005");
    expect(text).not.toMatch(/5200 ?0000 ?0000 ?1005|5200000000001006|0208|securityCode|sk_sandbox_/);
  });
});

describe("the store", () => {
  it("makes its log compact while it runs, and loses nothing by it", () => {
    const path = join(folder(), "state.jsonl");
    const store = new Store(path, undefined, 10);
    const row = { id: "cust_1", seq: 1, createdAt: "", updatedAt: "", documentVersion: 0 };
    for (let documentVersion = 0; documentVersion < 25; documentVersion++) {
      store.write(() => store.customers.put({ ...row, documentVersion }));
      expect(readFileSync(path, "utf8").trim().split("\n").length).toBeLessThanOrEqual(10);
    }
    expect(new Store(path).customers.all()).toEqual([{ ...row, documentVersion: 24 }]);
  });

  it("undoes everything when a change fails half-way", () => {
    const store = new Store();
    const row = { id: "cust_1", seq: 1, createdAt: "", updatedAt: "", documentVersion: 0 };
    store.write(() => store.customers.put(row));
    const change = () =>
      store.write(() => {
        store.customers.put({ ...row, documentVersion: 1 });
        store.customers.put({ ...row, id: "cust_2" });
        store.customers.remove("cust_1");
        throw new Error("no");
      });
    expect(change).toThrow("no");
    expect(store.customers.all()).toEqual([row]);
  });
});
