import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dojo, intentFor, newCustomer } from "./dojo";

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

describe("a customer", () => {
  test("has an id and a secret of Dojo's kind that lives for minutes", () => {
    expect(customer.id).toMatch(/^cust_sandbox_[\w-]+$/);
    expect(customer.secret).toMatch(/^cs_sandbox_[\w-]+$/);
    expect(customer.lifeMs).toBeGreaterThan(60_000);
    expect(customer.lifeMs).toBeLessThanOrEqual(60 * 60_000);
  });

  test("gets another secret each time", async () => {
    expect((await dojo.createCustomerSecret(customer.id)).secret).not.toBe(customer.secret);
  });

  test("has no saved cards at first, and the schemes that the merchant takes", async () => {
    const list = await dojo.fetchPaymentMethods(customer.id, customer.secret);
    expect(list.customerId).toBe(customer.id);
    expect(list.savedPaymentMethods ?? []).toEqual([]);
    expect(list.supportedPaymentMethods?.cardSchemes).toContain("VISA");
  });

  test("is found again by the marker, however many pages that takes", async () => {
    const { id } = await dojo.createCustomer({
      name: "Ann",
      emailAddress: "ann@example.com",
      marker: "sf1:find-me",
    });
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await dojo.listCustomerPage(after);
      for (const each of page.data ?? []) if (each.vatNumber === "sf1:find-me") found.push(each.id);
      after = page.after ?? undefined;
    } while (after && !found.includes(id));
    await dojo.deleteCustomer(id);
    expect(found).toContain(id);
  });
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
    expect(made.intent.id).toMatch(/^pi_sandbox_[\w-]+$/);
    expect(made.intent.totalMinor ?? 1000).toBe(1000);
    expect(Math.abs((made.intent.expireAt?.getTime() ?? 0) - asked.expireAt.getTime())).toBeLessThan(1000);
  });

  test("has a link to its own page that carries the customer and the secret just made", () => {
    const link = new URL(made.paymentLink ?? "");
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

  test("asked for twice is two: Dojo does not know a repeat by its reference", async () => {
    const again = await dojo.createPaymentIntent(asked);
    expect(again.intent.id).not.toBe(made.intent.id);
  });
});
