import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Clock } from "../../emulator/clock";
import { Journal } from "../../emulator/journal";
import { lockFolder } from "../../emulator/lock";
import { Store } from "../../emulator/store";
import { startDojo } from "./dojo";
import { putFaults as put } from "./faults";
import { listen } from "./port";
import { startReceiver } from "./receiver";

const folder = () => mkdtempSync(join(tmpdir(), "emulator-"));
const customer = (id: string, seq = 1) => ({ id, seq, createdAt: "", updatedAt: "", documentVersion: 0 });
const call = { operationId: null, method: "GET", path: "/x", status: 200, request: null, response: null };

describe("a log that cannot be replaced", () => {
  it("is gone on with: nothing that was answered is lost, and the trouble is told", () => {
    const dataDir = folder();
    const path = join(dataDir, "state.jsonl");
    const reported: unknown[] = [];
    const store = new Store(path, (error) => reported.push(error), 5);
    // A folder in the place of the new file makes every snapshot fail.
    mkdirSync(`${path}.new/x`, { recursive: true });
    for (let i = 0; i < 12; i++) store.write(() => store.customers.put(customer(`cust_${i}`, i)));
    expect(reported).toHaveLength(2);
    rmSync(`${path}.new`, { recursive: true });
    expect(new Store(path).customers.size).toBe(12);
  });

  it("does not fail the call that it is about, and is caught up with", () => {
    const path = join(folder(), "journal.jsonl");
    const reported: unknown[] = [];
    const journal = new Journal(new Clock(), path, (error) => reported.push(error));
    journal.begin()(call);
    journal.close();
    const broken = new Journal(new Clock(), path, (error) => reported.push(error));
    const append = vi.spyOn(LineLogOf(broken), "append").mockImplementation(() => {
      throw new Error("ENOSPC");
    });
    broken.begin()(call);
    append.mockRestore();
    broken.begin()(call);
    expect(reported).toEqual([new Error("ENOSPC")]);
    expect(new Journal(new Clock(), path).after(0, 10).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });
});

function LineLogOf(journal: Journal): { append(line: string): void } {
  return (journal as unknown as { log: { append(line: string): void } }).log;
}

describe("a damaged file", () => {
  it.each([
    ["a journal with a bad line", "journal.jsonl", '{"seq":0}\n{"seq":1,"at":"x"\n', 2],
    ["a journal with an empty line", "journal.jsonl", '{"seq":0}\n\n{"seq":1,"at":""}\n', 2],
    ["a state with null", "state.jsonl", "null\n", 1],
    ["a state of an unknown table", "state.jsonl", '[{"table":"horses","id":"1","row":{}}]\n', 1],
  ])("says where: %s", (_name, file, text, line) => {
    const dataDir = folder();
    writeFileSync(join(dataDir, file), text);
    expect(() => startDojo({ dataDir })).toThrow(`${file} is damaged at line ${line}`);
  });

  it("may be empty: numbering begins, and nothing is swallowed", async () => {
    const dataDir = folder();
    writeFileSync(join(dataDir, "journal.jsonl"), "");
    const before = startDojo({ dataDir });
    await before.customer();
    await before.customer();
    before.close();
    expect((await startDojo({ dataDir }).journal()).map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

it("a removal that is undone leaves the row in its place", () => {
  const store = new Store();
  store.write(() => ["a", "b", "c"].map((id, seq) => store.customers.put(customer(id, seq))));
  const change = () =>
    store.write(() => {
      store.customers.remove("a");
      store.customers.remove("b");
      throw new Error("no");
    });
  expect(change).toThrow("no");
  expect(store.customers.all().map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

it("of many that want one folder at once only one gets it", async () => {
  const dataDir = folder();
  // A dead owner's lock: every process sees that it may be taken over.
  writeFileSync(join(dataDir, "emulator.lock"), "999999 1");
  const unlock = lockFolder(dataDir);
  expect(readFileSync(join(dataDir, "emulator.lock"), "utf8")).toMatch(new RegExp(`^${process.pid} `));
  unlock();
  expect(existsSync(join(dataDir, "emulator.lock"))).toBe(false);
});

describe("a reset", () => {
  it("is not followed by what was on its way", async () => {
    const dojo = startDojo();
    await put(dojo, { operation: "Customers_Create", kind: "status", commitAfterMs: 60_000 });
    await dojo.customer();
    await put(dojo, { operation: "Customers_Create", kind: "delay", delayMs: 60_000 });
    const late = dojo.call("POST", "/customers", {});
    await new Promise((resolve) => setTimeout(resolve, 20));
    await dojo.control("POST", "reset");
    expect((await late).status).toBe(503);
    expect((await dojo.state()).customers).toEqual([]);
  });
});

describe("the control API", () => {
  const lan = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === "IPv4" && !each.internal)?.address;

  it.runIf(lan)("does not obey a caller who is gone before its address can be asked for", async () => {
    const dojo = startDojo();
    const port = await listen(dojo, "0.0.0.0");
    const request =
      'POST /_emulator/clock HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 22\r\n\r\n{"advanceMs":86400000}';
    for (let i = 0; i < 20; i++) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(port.url).port), lan ?? "", () => {
          socket.write(request);
          socket.resetAndDestroy();
        });
        socket.on("close", () => resolve());
        socket.on("error", () => {});
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(Date.parse((await dojo.state()).now)).toBeLessThan(Date.now() + 3_600_000);
    port.close();
  });
});

describe("a receiver", () => {
  it("that hangs does not take every socket there is", async () => {
    let open = 0;
    let most = 0;
    const hang: typeof fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        open += 1;
        most = Math.max(most, open);
        init?.signal?.addEventListener("abort", () => {
          open -= 1;
          reject(new Error("aborted"));
        });
      });
    const dojo = startDojo({ fetch: hang, webhookTimeoutMs: 50 });
    await dojo.call("POST", "/webhooks", {
      events: ["payment_intent.created"],
      url: "https://shop.example/",
    });
    for (let i = 0; i < 120; i++) await dojo.intent({ reference: `${i}` });
    await vi.waitFor(async () => {
      const { deliveries } = await dojo.state();
      expect(deliveries.every(({ attempts }: { attempts: unknown[] }) => attempts.length > 0)).toBe(true);
    });
    expect(most).toBe(50);
    dojo.close();
  });

  it("gets an event once more when that is asked for during a try", async () => {
    const hook = await startReceiver();
    const dojo = startDojo();
    await dojo.call("POST", "/webhooks", { events: ["payment_intent.created"], url: hook.url });
    await dojo.intent();
    const { id } = (await dojo.state()).deliveries[0];
    await Promise.all([1, 2, 3].map(() => dojo.control("POST", `deliveries/${id}/redeliver`)));
    await vi.waitFor(() => expect(hook.received.length).toBeGreaterThanOrEqual(2));
    await vi.waitFor(async () => {
      const [delivery] = (await dojo.state()).deliveries;
      expect(delivery).toMatchObject({ state: "delivered" });
      expect(delivery).not.toHaveProperty("nextAttemptAt");
    });
    hook.close();
  });

  it("with a password in its address is refused", async () => {
    const body = { events: ["payment_intent.created"], url: "https://ann:secret@shop.example/" };
    const { status, body: refusal } = await startDojo().call("POST", "/webhooks", body);
    expect([status, Object.keys(refusal.errors)]).toEqual([400, ["url"]]);
  });
});

it("JSON that is nested too deeply is refused everywhere", async () => {
  const dojo = startDojo();
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  const raw = `{"amount":{"value":1,"currencyCode":"GBP"},"reference":"\\"[[[","itemLines":[{"amountTotal":{"value":1,
    "currencyCode":"GBP"},"modifiers":[{"name":"m","id":"1","quantity":1,"amountPerModifier":{"value":1,
    "currencyCode":"GBP"},"x":${deep(20_000)}}]}]}`;
  expect((await dojo.call("POST", "/payment-intents", undefined, { raw })).status).toBe(400);
  const fault = `[{"operation":"Customers_Get","kind":"wrongId","value":${deep(20_000)}}]`;
  const refused = await dojo.call("PUT", "/_emulator/faults", undefined, {
    raw: fault,
    key: "",
    version: null,
  });
  expect(refused.status).toBe(400);
  expect((await dojo.call("POST", "/payment-intents/search", {})).status).toBe(200);
});

describe("faults that cannot be played", () => {
  it.each([
    { operation: "webhook", kind: "duplicate", value: 1e9 },
    { operation: "webhook", kind: "duplicate", value: {} },
    { operation: "webhook", kind: "unknownId", field: "data", value: null },
    { operation: "webhook", kind: "unknownId", field: "createdAt", value: "5" },
    { operation: "webhook", kind: "unknownId", value: 5 },
    { operation: "Customers_Search", kind: "searchLimit", value: 0 },
    { operation: "Customers_Search", kind: "searchLimit", value: "abc" },
    { operation: "Customers_Search", kind: "searchOrder", value: "sideways" },
    { operation: "Customers_Search", kind: "forget" },
    { operation: "Customers_Create", kind: "forget" },
    { operation: "Customers_Create", kind: "html", value: { a: 1 } },
    { operation: "Customers_Create", kind: "status", field: "name", value: {} },
  ])("are refused: %o", async (fault) => {
    expect((await startDojo().control("PUT", "faults", [fault])).status).toBe(400);
  });
});

it("going back over pages repeats nothing of the page that one comes from", async () => {
  const dojo = startDojo();
  for (let i = 1; i <= 9; i++) await dojo.customer({ name: `${i}` });
  const search = async (body: object) => (await dojo.call("POST", "/customers/search", body)).body;
  const { after } = await search({ limit: 3 });
  const { before } = await search({ limit: 3, after });
  const back = await search({ limit: 10, before });
  expect(back.data.map(({ name }: { name: string }) => name)).toEqual(["9", "8", "7"]);
});

it("a link that leads nowhere is noted once", async () => {
  const dojo = startDojo();
  await dojo.app.request("/checkout/a/b/c");
  expect(await dojo.journal()).toHaveLength(1);
});
