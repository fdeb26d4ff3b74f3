import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { checkoutOrigin, dojo, intentFor, newCustomer } from "./dojo";

// The guide's steps 1 to 4 as the shop takes them, and the way back by cancelling.
let customer: Awaited<ReturnType<typeof newCustomer>>;
let asked: ReturnType<typeof intentFor>;
let made: Awaited<ReturnType<typeof dojo.createPaymentIntent>>;

beforeAll(async () => {
  customer = await newCustomer();
  asked = intentFor(customer);
  made = await dojo.createPaymentIntent(asked);
});
afterAll(() => dojo.deleteCustomer(customer.id));

/** How long the shop looks before it believes that a customer was not made: see lib/customers. */
const quarantineMs = 60_000;

/** However many pages that takes. */
async function isFound(id: string, marker: string): Promise<boolean> {
  let after: string | undefined;
  do {
    const page = await dojo.listCustomerPage(after);
    if (page.customers?.some((each) => each.id === id && each.vatNumber === marker)) return true;
    after = page.after ?? undefined;
  } while (after);
  return false;
}

describe("a customer", () => {
  test("has an id and a secret of Dojo's kind that lives long enough to pay, and not for days", () => {
    expect(customer.id).toMatch(/^cust_[\w-]+$/);
    expect(customer.secret).toMatch(/^cs_[\w-]+$/);
    expect(customer.lifeMs).toBeGreaterThan(60_000);
    expect(customer.lifeMs).toBeLessThanOrEqual(24 * 60 * 60_000);
  });

  test("has no saved cards at first, to be seen with every secret made", async () => {
    for (const { secret } of [customer, await dojo.createCustomerSecret(customer.id)]) {
      const list = await dojo.fetchPaymentMethods(customer.id, secret);
      expect(list.customerId).toBe(customer.id);
      expect(list.savedPaymentMethods ?? []).toEqual([]);
    }
  });

  test("exists once it is made", async () => {
    const { id } = await newCustomer();
    expect(await dojo.customerExists(id)).toBe(true);
    await dojo.deleteCustomer(id);
  });

  test("keeps its marker when its name changes, and is found by it within the shop's quarantine", async () => {
    const marker = `sf1:${crypto.randomUUID().slice(0, 32)}`;
    const ann = { name: "Contract Test", emailAddress: "ann@example.com" };
    const { id } = await dojo.createCustomer({ ...ann, marker });
    await dojo.updateCustomer(id, { ...ann, name: "Contract Test II" });
    await vi.waitUntil(() => isFound(id, marker), { timeout: quarantineMs, interval: 2_000 });
    await dojo.deleteCustomer(id);
  }, 120_000);
});

describe("a payment intent", () => {
  test("is what was asked for, unpaid", () => {
    expect(made.intent).toMatchObject({
      status: "Created",
      amountMinor: 1000,
      refundedMinor: 0,
      currency: "GBP",
      reference: asked.reference,
      customerId: customer.id,
      attemptId: "a1",
    });
    expect(made.intent.id).toMatch(/^pi_[\w-]+$/);
    expect(made.intent.totalMinor ?? 1000).toBe(1000);
    expect(Math.abs((made.intent.expireAt?.getTime() ?? 0) - asked.expireAt.getTime())).toBeLessThanOrEqual(
      1000,
    );
  });

  test("has a link to its own page at Dojo's checkout that carries the customer and the secret just made", () => {
    const link = new URL(made.paymentLink ?? "");
    expect(link.origin).toBe(checkoutOrigin);
    expect(link.pathname).toBe(`/checkout/${made.intent.id}`);
    expect(link.searchParams.get("cid")).toBe(customer.id);
    expect(link.searchParams.get("csc")).toBe(customer.secret);
    expect(link.searchParams.get("cpm") ?? "").toBe("");
  });

  test("is fetched as it was made, then cancelled, then fetched as cancelled", async () => {
    const { intent } = await dojo.createPaymentIntent(intentFor(customer));
    const { id, reference, status } = await dojo.fetchPaymentIntent(intent.id);
    expect({ id, reference, status }).toEqual({
      id: intent.id,
      reference: intent.reference,
      status: "Created",
    });
    await dojo.cancelPaymentIntent(intent.id);
    expect(await dojo.fetchPaymentIntent(intent.id)).toMatchObject({ id: intent.id, status: "Canceled" });
  });
});
