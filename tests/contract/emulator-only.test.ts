import { beforeAll, describe, expect, test } from "vitest";
import { toSavedCards } from "@/lib/cards/card";
import { resultCodeOf } from "@/lib/checkout/result-code";
import { setting } from "../setup/setting";
import { dojo, intentFor, newCustomer } from "./dojo";
import { refusalOf } from "./stub-server";

/*
 * What needs a shopper at the hosted page, whom the emulator plays by its control calls, and what nobody publishes:
 * at Dojo itself a person pays, and docs/dojo-findings.md keeps what is assumed.
 */
const url = setting("EMULATOR_URL");

type Payment = { card?: string; paymentMethodId?: string; saveCard?: boolean };
async function pay(paymentIntentId: string, payment: Payment): Promise<void> {
  const response = await fetch(`${url}/_emulator/pay`, {
    method: "POST",
    body: JSON.stringify({ paymentIntentId, ...payment }),
  });
  expect(response.status).toBe(200);
}

describe("a shopper at the hosted page", () => {
  let customer: Awaited<ReturnType<typeof newCustomer>>;
  const create = async (savedCardId?: string) =>
    dojo.createPaymentIntent(intentFor({ ...customer, savedCardId }));
  const cards = async () =>
    toSavedCards(await dojo.fetchPaymentMethods(customer.id, customer.secret), new Date());
  beforeAll(async () => {
    customer = await newCustomer();
  });

  test("pays and saves the card, pays with it again, and removes it", async () => {
    const first = await create();
    await pay(first.intent.id, { card: "5200000000001005", saveCard: true });
    const paid = await dojo.fetchPaymentIntent(first.intent.id);
    expect(paid).toMatchObject({
      status: "Captured",
      amountMinor: 1000,
      customerId: customer.id,
      refundedMinor: 0,
    });
    expect(resultCodeOf(paid.status, paid.events)).toBe(0);

    const [card, ...more] = await cards();
    expect(more).toEqual([]);
    expect(card).toMatchObject({ scheme: "MASTERCARD", last4: "1005", supported: true, expired: false });

    const second = await create(card?.id);
    expect(new URL(second.paymentLink ?? "").searchParams.get("cpm")).toBe(card?.id);
    await pay(second.intent.id, { paymentMethodId: card?.id });
    expect((await dojo.fetchPaymentIntent(second.intent.id)).status).toBe("Captured");

    await dojo.deletePaymentMethod(customer.id, customer.secret, card?.id ?? "");
    expect(await cards()).toEqual([]);
    const gone = await refusalOf(dojo.deletePaymentMethod(customer.id, customer.secret, card?.id ?? ""));
    expect(gone.kind).toBe("not-found");
  });

  test("who is declined leaves the intent open: a second try pays it", async () => {
    const { intent } = await create();
    await pay(intent.id, { card: "4456530000001013" });
    const declined = await dojo.fetchPaymentIntent(intent.id);
    expect(declined.status).toBe("Created");
    expect(declined.events).toContain("Declined");
    expect(resultCodeOf(declined.status, declined.events)).toBe(5);
    await pay(intent.id, { card: "5200000000001005" });
    const paid = await dojo.fetchPaymentIntent(intent.id);
    expect(resultCodeOf(paid.status, paid.events)).toBe(0);
  });

  test("who has paid cannot have the intent cancelled under them", async () => {
    const { intent } = await create();
    await pay(intent.id, {});
    const error = await refusalOf(dojo.cancelPaymentIntent(intent.id));
    expect(error).toMatchObject({ nothingHappened: true, retryable: false });
    expect((await dojo.fetchPaymentIntent(intent.id)).status).toBe("Captured");
  });

  test("saves no card without asking for it", async () => {
    const { intent } = await create();
    await pay(intent.id, { card: "5200000000001005", saveCard: false });
    expect(await cards()).toEqual([]);
  });
});

describe("where Dojo's documents are silent, the emulator", () => {
  let ann: Awaited<ReturnType<typeof newCustomer>>;
  let bob: Awaited<ReturnType<typeof newCustomer>>;
  beforeAll(async () => {
    [ann, bob] = await Promise.all([newCustomer(), newCustomer()]);
  });

  test("calls a secret that does not open the card list unauthorised, the API key too", async () => {
    for (const secret of [`cs_sandbox_${"A".repeat(22)}`, bob.secret, setting("TEST_DOJO_API_KEY")]) {
      const error = await refusalOf(dojo.fetchPaymentMethods(ann.id, secret));
      expect(error.kind).toBe("unauthorised");
      expect(String(error)).not.toContain(secret);
    }
  });

  test("makes no intent with another customer's secret, nor one that has expired already", async () => {
    const mixed = intentFor({ id: ann.id, secret: bob.secret });
    const past = { ...intentFor(ann), expireAt: new Date("2020-01-01T00:00:00Z") };
    for (const asked of [mixed, past]) {
      const error = await refusalOf(dojo.createPaymentIntent(asked));
      expect(error).toMatchObject({ kind: "refused", status: 400, nothingHappened: true });
      expect(String(error)).not.toContain(bob.secret);
    }
  });

  test("makes two intents when asked twice: it knows no repeat by the reference", async () => {
    const asked = intentFor(ann);
    const [first, second] = [await dojo.createPaymentIntent(asked), await dojo.createPaymentIntent(asked)];
    expect(second.intent.id).not.toBe(first.intent.id);
  });

  test("gives another secret each time", async () => {
    expect((await dojo.createCustomerSecret(ann.id)).secret).not.toBe(ann.secret);
  });

  test("says the trace id of a refusal", async () => {
    const error = await refusalOf(dojo.fetchPaymentIntent(`pi_sandbox_${"A".repeat(22)}`));
    expect(error.traceId).toBeTruthy();
  });
});
