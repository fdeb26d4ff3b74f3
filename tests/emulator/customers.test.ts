import { describe, expect, it } from "vitest";
import { startDojo } from "./dojo";

const dojo = startDojo();
const MINUTE = 60_000;

describe("customers", () => {
  it("are created with the documented fields and changed with a new version", async () => {
    const { body: made } = await dojo.call("POST", "/customers", {
      name: "Ann",
      emailAddress: "ann@example.com",
    });
    expect(made).toMatchObject({ name: "Ann", emailAddress: "ann@example.com", documentVersion: 0 });
    expect(made.id).toMatch(/^cust_sandbox_[\w-]{22}$/);
    expect(made).not.toHaveProperty("seq");
    const { body: changed } = await dojo.call("PATCH", `/customers/${made.id}`, {
      phoneNumber: "07700 900123",
    });
    expect(changed).toMatchObject({ name: "Ann", phoneNumber: "07700 900123", documentVersion: 1 });
  });

  it("are read as an array that leaves unknown ids out", async () => {
    const [one, two] = [await dojo.customer({ name: "One" }), await dojo.customer({ name: "Two" })];
    const { status, body } = await dojo.call("GET", `/customers/${two},cust_sandbox_unknown,${one}`);
    expect(status).toBe(200);
    expect(body.map((each: { id: string }) => each.id)).toEqual([two, one]);
    expect((await dojo.call("GET", "/customers/cust_sandbox_unknown")).body).toEqual([]);
  });

  it("that are unknown are 404 where that is documented", async () => {
    const unknown = "/customers/cust_sandbox_unknown";
    expect((await dojo.call("PATCH", unknown, {})).status).toBe(404);
    expect((await dojo.call("DELETE", unknown)).status).toBe(404);
    expect((await dojo.call("POST", `${unknown}/create-secret`)).status).toBe(404);
  });

  it("take their secrets and cards with them when they are deleted", async () => {
    const id = await dojo.customer();
    const key = await dojo.secret(id);
    const intent = await dojo.shopIntent(id);
    await dojo.control("POST", "pay", { paymentIntentId: intent.id, saveCard: true });
    expect((await dojo.call("DELETE", `/customers/${id}`)).status).toBe(204);
    const { status } = await dojo.call("GET", `/customers/public/${id}/payment-methods`, undefined, { key });
    expect(status).toBe(401);
    const { paymentMethods } = await dojo.state();
    expect(paymentMethods.filter((card: { customerId: string }) => card.customerId === id)).toEqual([]);
  });

  it("are searched page by page, newest first, in both directions", async () => {
    const own = startDojo();
    const ids: string[] = [];
    for (let i = 0; i < 7; i++) ids.unshift(await own.customer({ name: `No ${i}` }));
    const search = async (cursor: object) => (await own.call("POST", "/customers/search", cursor)).body;
    const names = (found: { data: { id: string }[] }) => found.data.map((each) => each.id);

    const first = await search({ limit: 3 });
    expect(names(first)).toEqual(ids.slice(0, 3));
    expect(first.before).toBeNull();
    const second = await search({ limit: 3, after: first.after });
    expect(names(second)).toEqual(ids.slice(3, 6));
    const third = await search({ limit: 3, after: second.after });
    expect(names(third)).toEqual(ids.slice(6));
    expect(third.after).toBeNull();
    expect(names(await search({ limit: 3, before: third.before }))).toEqual(ids.slice(3, 6));
    expect(names(await search({}))).toEqual(ids);
  });

  it.each([{ limit: 0 }, { limit: 101 }, { before: "x", after: "y" }, { after: "nonsense" }, { email: "a" }])(
    "are not searched with %o",
    async (cursor) => {
      expect((await dojo.call("POST", "/customers/search", cursor)).status).toBe(400);
    },
  );
});

describe("payment methods", () => {
  const list = (id: string, key: string) =>
    dojo.call("GET", `/customers/public/${id}/payment-methods`, undefined, { key });

  it("are listed in the published shape", async () => {
    const id = await dojo.customer();
    const { id: paymentIntentId } = await dojo.shopIntent(id);
    await dojo.control("POST", "pay", { paymentIntentId, card: "4456530000001096", saveCard: true });
    const { body } = await list(id, await dojo.secret(id));
    expect(body).toEqual({
      customerId: id,
      merchantId: expect.stringMatching(/^\d{15}$/),
      savedPaymentMethods: [
        {
          id: expect.stringMatching(/^pm_[\w-]{22}$/),
          cardDetails: { pan: "44565300****1096", expiryDate: "2029-12-31", scheme: "VISA" },
        },
      ],
      supportedPaymentMethods: { cardSchemes: ["VISA", "MASTERCARD", "MAESTRO", "AMEX"] },
    });
  });

  it("open to the customer's own secret and to nothing else", async () => {
    const [id, other] = [await dojo.customer(), await dojo.customer()];
    expect((await list(id, await dojo.secret(id))).status).toBe(200);
    expect((await list(id, await dojo.secret(other))).status).toBe(401);
    expect((await list(id, "sk_sandbox_c2VjcmV0LWtleQ")).status).toBe(401);
    expect((await list(id, "cs_sandbox_made-up")).status).toBe(401);
    expect((await list("cust_sandbox_unknown", await dojo.secret(id))).status).toBe(401);
    const asApiKey = await dojo.call("POST", "/customers", {}, { key: await dojo.secret(id) });
    expect(asApiKey.status).toBe(401);
  });

  it("close when the secret is fifteen minutes old", async () => {
    const own = startDojo();
    const id = await own.customer();
    const { body } = await own.call("POST", `/customers/${id}/create-secret`);
    expect(Date.parse(body.expireAt) - Date.parse(body.createdAt)).toBe(15 * MINUTE);
    const read = () =>
      own.call("GET", `/customers/public/${id}/payment-methods`, undefined, { key: body.secret });
    await own.advance(14 * MINUTE);
    expect((await read()).status).toBe(200);
    await own.advance(MINUTE);
    expect((await read()).status).toBe(401);
  });

  it("are removed once, and only by their owner", async () => {
    const [id, other] = [await dojo.customer(), await dojo.customer()];
    const { id: paymentIntentId } = await dojo.shopIntent(id);
    await dojo.control("POST", "pay", { paymentIntentId, saveCard: true });
    const [card] = await dojo.cards(id);
    const remove = async (owner: string) =>
      dojo.call("DELETE", `/customers/public/${owner}/payment-methods/${card.id}`, undefined, {
        key: await dojo.secret(owner),
      });
    expect((await remove(other)).status).toBe(404);
    expect((await remove(id)).status).toBe(204);
    expect((await remove(id)).status).toBe(404);
    expect(await dojo.cards(id)).toEqual([]);
  });
});
