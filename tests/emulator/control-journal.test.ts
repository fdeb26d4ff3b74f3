import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { busyShop, developer, sectionOf } from "./control-page";
import { startDojo } from "./dojo";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("the journal on the control page", () => {
  it("folds bodies out in place, and links what a path names while it is there", async () => {
    const { dojo, open, paid, customerId } = await busyShop();
    await dojo.call("GET", `/payment-intents/${paid.id}`);
    await dojo.call("GET", `/customers/${customerId},cust_sandbox_gone`);
    const journal = sectionOf((await open("/_emulator")).html, "journal");
    expect(journal).toContain(`/payment-intents/<a href="/_emulator/intents/${paid.id}">${paid.id}</a>`);
    expect(journal).toContain(
      `<a href="/_emulator/customers/${customerId}">${customerId}</a>,cust_sandbox_gone</code>`,
    );
    const { seq } = (await dojo.journal()).at(-1);
    expect(journal).toContain(`Answer of call ${seq}`);
    expect(journal).toContain("Request: no body");
    expect(journal).toContain("&quot;emailAddress&quot;: &quot;ann@example.com&quot;");
  });

  it("leaves a long body to the JSON", async () => {
    const dojo = startDojo();
    const description = "x".repeat(4_000);
    for (const _ of Array(6).keys()) await dojo.intent({ description });
    await dojo.call("POST", "/payment-intents/search", {});
    const { html } = await developer(dojo).open("/_emulator");
    expect(sectionOf(html, "journal")).toContain("Answer: too long to show here, see the JSON");
  });

  it("marks a call that a fault has bent", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "dojo-journal-"));
    folders.push(dataDir);
    const call = {
      at: "2026-01-01T00:00:00.000Z",
      durationMs: 1,
      operationId: null,
      method: "GET",
      path: "/x",
    };
    const bent = { seq: 1, ...call, status: 200, request: null, response: null, fault: "wrongId" };
    const clean = { seq: 2, ...call, status: 200, request: null, response: null };
    const lines = [{ seq: 0 }, bent, clean].map((line) => `${JSON.stringify(line)}\n`);
    writeFileSync(join(dataDir, "journal.jsonl"), lines.join(""));
    const dojo = startDojo({ dataDir });
    const journal = sectionOf((await developer(dojo).open("/_emulator")).html, "journal");
    dojo.close();
    expect(journal.match(/<span class="badge bad">fault: \w+</g)).toEqual([
      '<span class="badge bad">fault: wrongId<',
    ]);
  });

  it("is on a payment's page with the newest calls about it, and no others", async () => {
    const { dojo, open, paid, unpaid } = await busyShop();
    const calls = async (id: string) => sectionOf((await open(`/_emulator/intents/${id}`)).html, "calls");
    const first = await calls(unpaid.id);
    expect(first).toContain("PaymentIntents_CreatePaymentIntent");
    expect(first).not.toContain(paid.id);
    for (const _ of Array(21).keys()) await dojo.call("GET", `/payment-intents/${unpaid.id}`);
    await dojo.call("POST", "/payment-intents/search", {});
    const section = await calls(unpaid.id);
    expect(section.match(/<tr role="row"><td/g)).toHaveLength(20);
    expect(section).toContain("The newest 20.");
    expect(section).not.toMatch(/CreatePaymentIntent|_Search/);
  });
});
