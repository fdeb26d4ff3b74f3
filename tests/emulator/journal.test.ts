import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact, redactJson, redactPath } from "../../emulator/redact";
import { API_KEY, APPROVED, shopper, startDojo } from "./dojo";

const print = (secret: string) => `sha256:${createHash("sha256").update(secret).digest("hex").slice(0, 8)}`;

describe("the journal", () => {
  it("has every request in order, with its operation, bodies and times", async () => {
    const dojo = startDojo();
    const before = Date.now();
    const id = await dojo.customer({ name: "Ann" });
    await dojo.call("GET", "/nowhere");
    await dojo.call("POST", "/customers", { nme: "Ann" });
    const [made, lost, refused, ...rest] = await dojo.journal();
    expect(rest).toEqual([]);
    expect(made).toEqual({
      seq: 1,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      durationMs: expect.any(Number),
      operationId: "Customers_Create",
      method: "POST",
      path: "/customers",
      status: 200,
      request: { name: "Ann" },
      response: expect.objectContaining({ id }),
    });
    expect(lost).toMatchObject({ seq: 2, operationId: null, path: "/nowhere", status: 404 });
    expect(refused).toMatchObject({ seq: 3, status: 400, response: { errors: { nme: ["Unknown field."] } } });
    expect(Date.parse(made.at)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(made.at) + made.durationMs).toBeLessThanOrEqual(Date.parse(lost.at));
  });

  it("times a slow answer", async () => {
    const dojo = startDojo();
    await dojo.control("PUT", "faults", [{ operation: "Customers_Create", kind: "delay", delayMs: 120 }]);
    await dojo.customer();
    const [entry] = await dojo.journal();
    expect(entry.durationMs).toBeGreaterThanOrEqual(115);
    expect(entry.durationMs).toBeLessThan(1_000);
  });

  it("is read in pieces by sequence number, which a reset does not turn back", async () => {
    const dojo = startDojo();
    for (let i = 0; i < 5; i++) await dojo.customer();
    const seqs = async (query: string) => (await dojo.journal(query)).map((entry) => entry.seq);
    expect(await seqs("?after=2&limit=2")).toEqual([3, 4]);
    expect(await seqs("?after=5")).toEqual([]);
    await dojo.control("POST", "reset");
    expect(await seqs("")).toEqual([]);
    await dojo.customer();
    expect(await seqs("?after=5")).toEqual([6]);
    expect((await dojo.control("GET", "journal?limit=1001")).status).toBe(400);
    expect((await dojo.control("GET", "journal?since=1")).status).toBe(400);
  });

  it("and the state hold no key, secret, card number or security code", async () => {
    const dojo = startDojo();
    const id = await dojo.customer();
    const webhook = await dojo.call("POST", "/webhooks", {
      events: ["payment_intent.created"],
      url: "http://127.0.0.1:9/hook",
    });
    const secret = await dojo.secret(id);
    const intent = await dojo.intent({
      paymentMethods: ["SavedCard", "Card"],
      customer: { id, secret },
      config: { redirectUrl: "https://shop.example/return" },
    });
    const page = shopper(dojo);
    await page.open(intent.paymentLink);
    await page.submit(intent.paymentLink, { ...APPROVED, cardNumber: "5200 0000 0000 1006" });
    await page.submit(intent.paymentLink, { ...APPROVED, saveCard: "yes" });
    await dojo.call("GET", `/customers/public/${id}/payment-methods`, undefined, { key: secret });
    await dojo.call("GET", `/customers/${API_KEY},${secret},5200000000001005`);
    await dojo.call("POST", "/customers", { name: "4456530000001096", cvv: "0207", note: 5200000000001005 });
    await dojo.call("POST", "/customers", undefined, { raw: `{"securityCode":"0207", "secret":"${secret}"` });

    const text = JSON.stringify([await dojo.journal(), await dojo.state()]);
    expect(text).not.toMatch(
      /cs_sandbox_|sk_sandbox_[\w-]{5}|52000000000010\d\d|5200 0000 0000|445653000000|0207/,
    );
    expect(text).not.toContain(webhook.body.secrets[0].value);
    expect(text).not.toContain("securityCode");
    expect(text).toContain(print(secret));
    expect(text).toContain("520000******1005");

    const entries = await dojo.journal();
    const made = entries.find((entry) => entry.operationId === "PaymentIntents_CreatePaymentIntent");
    expect(made.request.customer).toEqual({ id, secret: print(secret) });
    expect(made.response.paymentLink).toContain(`csc=${print(secret)}`);
    const shown = entries.filter((entry) => entry.path.startsWith("/checkout/"));
    expect(shown.map((entry) => [entry.method, entry.operationId, entry.status])).toEqual([
      ["GET", null, 200],
      ["POST", null, 400],
      ["POST", null, 303],
    ]);
    expect(shown[0].path).toBe(`/checkout/${intent.id}?cid=${id}&csc=${print(secret)}`);
    expect(shown[2].request).toEqual({
      cardNumber: "520000******1005",
      expiry: "12/29",
      cardName: "Ann",
      saveCard: "yes",
    });
  });
});

describe("redaction", () => {
  it("finds secrets under any field and in any case, percent-encoded ones too", () => {
    const secret = "cs_sandbox_abc-DEF_123";
    expect(redact({ a: [`Basic ${secret}`], Secret: "odd" })).toEqual({
      a: [`Basic ${print(secret)}`],
      Secret: print("odd"),
    });
    expect(redactPath(`/x?CSC=other&y=cs%5Fsandbox%5Fabc-DEF_123`)).toBe(
      `/x?CSC=${print("other")}&y=${print(secret)}`,
    );
    expect(redact({ [secret]: 1 })).toEqual({ [print(secret)]: 1 });
  });

  it.each([
    "5200 0000 0000 1005 12/29",
    "5200000000001005 020",
    "card 2 5200000000001005",
    "5200.0000.0000.1005",
    "5200_0000_0000_1005",
    "5200  0000  0000  1005",
    "5200\u00a00000\u00a00000\u00a01005",
    "５２００００００００００１００５",
    "99 5200-0000-0000-1005 020 7",
  ])("finds a card number in company: %s", (text) => {
    const shown = String(redact([text]));
    expect(shown).toContain("520000******1005");
    expect(shown.normalize("NFKC").replace(/\D/g, "")).not.toContain("5200000000001005");
    expect(shown).not.toMatch(/020/);
  });

  it.each(["+", "%20", "-", ""])("finds a card number and its code in a path, parted by %o", (between) => {
    const number = ["5200", "0000", "0000", "1005"].join(between);
    const path = redactPath(`/checkout/pi?cardNumber=${number}&securityCode=020&cvv=341`);
    expect(path).toBe("/checkout/pi?cardNumber=520000******1005&securityCode=***&cvv=***");
  });

  it("of JSON as text is that of JSON read, or is left to the reading", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "cs_sandbox_a-B_1",
        "sk_prod_x",
        "52000000****1005",
        "5200 0000 0000 1005",
        "２",
        '"\\',
      ),
      fc.constantFrom("a3b27bcb-c7ae-4710-8985-17350da4f034", "2026-11-23T05:07:19.364Z", "pi_sandbox_1"),
    );
    const name = fc.constantFrom(
      "id",
      "reference",
      "secret",
      "CVV",
      "isActive",
      "value",
      "cs_sandbox_k",
      "x",
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.dictionary(name, fc.oneof(piece, fc.integer(), fc.constant(5_200_000_000_001_005), tie("tree"))),
        fc.array(tie("tree"), { maxLength: 3 }),
        piece,
      ),
    }));
    let read = 0;
    fc.assert(
      fc.property(tree, (value) => {
        const shown = redactJson(JSON.stringify(value));
        if (shown === undefined) read += 1;
        else expect(JSON.parse(shown)).toEqual(redact(value));
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeLessThan(1_990);
  });

  it("leaves a transaction's id alone, whatever digits are in it", () => {
    const transactionId = "a3b27bcb-5200-0000-0000-10050da4f034";
    expect(redact({ transactionId })).toEqual({ transactionId });
  });

  it("keeps what only looks like a card number", () => {
    const harmless = {
      phone: "+448000443550",
      at: 1_768_471_200_000,
      ref: "Order 1768471200000",
      id: "771402011592305",
    };
    expect(redact(harmless)).toEqual(harmless);
  });
});
