import { describe, expect, test } from "vitest";
import * as wire from "@/lib/dojo/wire";
import intent from "../../fixtures/dojo-guide/payment-intent.json";
import methods from "../../fixtures/dojo-guide/payment-methods.json";

const instant = (text: string) => wire.dateTime.safeParse(text).data?.toISOString();
const read = (changes: object) => wire.paymentIntent.safeParse({ ...intent, ...changes });

describe("the payment intent that Dojo's guide prints", () => {
  const parsed = wire.paymentIntent.parse(intent);

  test("is read with its ids, money and times", () => {
    expect(parsed).toMatchObject({
      id: "pi_sandbox_gii78EXbJEyeVnuBglFgQA",
      status: "Created",
      amount: { value: 1000, currencyCode: "GBP" },
      totalAmount: { value: 1000, currencyCode: "GBP" },
      refundedAmount: 0,
      reference: "Order 234",
      customer: { id: "cust_sandbox_vjUhNwRjBE2xSeLVS_DFyQ" },
      metadata: { "location-id": "rpl_bOppxLvOEsS" },
      paymentEvents: [],
      paymentLink: intent.paymentLink,
    });
    expect(parsed.createdAt.toISOString()).toBe("2024-04-02T14:21:35.402Z");
    expect(parsed.expireAt?.toISOString()).toBe("2024-05-02T14:21:35.402Z");
  });

  test("loses what the shop does not read", () => {
    expect(intent).toHaveProperty("terminalSessionHistory");
    for (const name of ["terminalSessionHistory", "merchantConfig", "config", "paymentSource"])
      expect(parsed).not.toHaveProperty(name);
  });

  test("survives a status and an event that nobody knows yet", () => {
    const later = read({ status: "PartlyTeleported", paymentEvents: [{ eventType: "Beamed", at: "now" }] });
    expect(later.data).toMatchObject({
      status: "PartlyTeleported",
      paymentEvents: [{ eventType: "Beamed" }],
    });
  });

  test("may leave out or null whatever is not promised", () => {
    const { id, status, amount, reference, createdAt } = intent;
    expect(wire.paymentIntent.safeParse({ id, status, amount, reference, createdAt }).success).toBe(true);
    const absent = [
      "totalAmount",
      "refundedAmount",
      "metadata",
      "customer",
      "expireAt",
      "paymentLink",
      "paymentEvents",
    ];
    for (const name of absent) expect(read({ [name]: null }).success, name).toBe(true);
  });

  test.each([
    [{ id: "" }],
    [{ id: undefined }],
    [{ status: 3 }],
    [{ amount: undefined }],
    [{ amount: { value: 1000 } }],
    [{ reference: null }],
    [{ createdAt: "yesterday" }],
    [{ expireAt: 1714659695 }],
    [{ paymentEvents: {} }],
    [{ createdAt: "+275760-09-13T00:00:00Z" }],
    [{ expireAt: "0000-01-01T00:00:00Z" }],
    // PostgreSQL stores neither.
    [{ status: "Captured\u0000" }],
    [{ reference: "\ud800" }],
    [{ id: "pi_\udfff" }],
    [{ metadata: { attemptId: "\u0000" } }],
  ])("is not read with %j", (changes) => expect(read(changes).success).toBe(false));
});

describe("the card list that Dojo's guide prints", () => {
  test("is read with its customer, cards and schemes", () => {
    expect(wire.paymentMethods.parse(methods)).toEqual({
      customerId: "cust_sandbox_vjUhNwRjBE2xSeLVS_DFyQ",
      savedPaymentMethods: methods.savedPaymentMethods,
      supportedPaymentMethods: { cardSchemes: ["VISA", "MASTERCARD", "MAESTRO", "AMEX"] },
    });
  });

  test("may hold no cards, and a scheme that nobody knows", () => {
    const { customerId } = methods;
    expect(wire.paymentMethods.safeParse({ customerId }).success).toBe(true);
    expect(wire.paymentMethods.safeParse({ customerId, savedPaymentMethods: null }).success).toBe(true);
    const card = { id: "pm_1", cardDetails: { pan: "1***2", expiryDate: "", scheme: "LATER" } };
    expect(wire.paymentMethods.safeParse({ customerId, savedPaymentMethods: [card] }).success).toBe(true);
    expect(wire.paymentMethods.safeParse({ savedPaymentMethods: [] }).success).toBe(false);
  });
});

describe("money", () => {
  test.each([
    [1000, 1000],
    ["1000", 1000],
    [0, 0],
  ])("of %j is %i", (value, minor) => {
    expect(wire.money.parse({ value, currencyCode: "GBP" }).value).toBe(minor);
  });

  test.each([10.5, "10.5", "", "1e3", "-1", " 5", Number.NaN, 2 ** 60, "9".repeat(30), null])(
    "is not read from %j",
    (value) => expect(wire.money.safeParse({ value, currencyCode: "GBP" }).success).toBe(false),
  );
});

describe("a date-time", () => {
  test.each([
    ["2024-04-02T14:21:35.402137Z", "2024-04-02T14:21:35.402Z"],
    ["2024-04-02T14:21:35", "2024-04-02T14:21:35.000Z"],
    ["2024-07-02T14:21:35.1234567", "2024-07-02T14:21:35.123Z"],
    ["2024-04-02T14:21:35+01:00", "2024-04-02T13:21:35.000Z"],
    ["2024-04-02T14:21:35-0530", "2024-04-02T19:51:35.000Z"],
    ["2024-04-02T14:21:35z", "2024-04-02T14:21:35.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ])("%s is %s, UTC where the zone is left out", (text, utc) => expect(instant(text)).toBe(utc));

  test.each(["", "Z", "soon", "2024-13-02T14:21:35Z", "2024-04-02T25:00:00Z"])(
    "is not read from %j",
    (text) => {
      expect(instant(text)).toBeUndefined();
    },
  );
});

test.each(["", "cs 1", "cs_1\r\nx: y", "cs_\u20ac"])(
  "%j is no secret, for it could ride in no header",
  (secret) => {
    const times = { createdAt: "2024-04-02T14:21:35Z", expireAt: "2024-04-02T14:36:35Z" };
    expect(wire.customerSecret.safeParse({ secret, ...times }).success).toBe(false);
    expect(wire.customerSecret.safeParse({ secret: "cs_sandbox_1-_=", ...times }).success).toBe(true);
  },
);

test("a refusal is read in both shapes that Dojo uses", () => {
  const full = {
    type: "x",
    title: "Bad",
    status: 400,
    detail: "d",
    traceId: "00-1",
    errors: { amount: ["no"] },
  };
  expect(wire.problemDetails.parse(full)).toMatchObject({ traceId: "00-1", errors: { amount: ["no"] } });
  expect(wire.problemDetails.safeParse({ title: "Bad", errors: null, traceId: null }).success).toBe(true);
});
