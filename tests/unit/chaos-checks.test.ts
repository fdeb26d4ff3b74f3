import { describe, expect, test } from "vitest";
import { checkMoney } from "../chaos/storm/check-money";
import { checkOrders } from "../chaos/storm/check-order";
import { checkCustomers, checkEvents, checkOnce } from "../chaos/storm/check-rest";
import type { AttemptRow, Facts, OrderRow } from "../chaos/storm/facts";

const attempt: AttemptRow = {
  id: "a1",
  reference: "100001-1",
  state: "CAPTURED",
  intentId: "pi_1",
  refundedMinor: 0,
};
const order: OrderRow = {
  id: "o1",
  number: "100001",
  status: "PAID",
  totalMinor: 2_195,
  currency: "GBP",
  paid: true,
  paidAttemptId: "a1",
  alerted: false,
  attempts: [attempt],
};
const intent = {
  id: "pi_1",
  status: "Captured",
  reference: "100001-1",
  amount: { value: 2_195, currencyCode: "GBP" },
  refundedAmount: 0,
  metadata: { orderId: "o1" },
};
const second = { ...intent, id: "pi_2", reference: "100001-2" };
const unpaid: OrderRow = { ...order, status: "CANCELLED", paid: false, paidAttemptId: null };
const delivery = { id: "d1", eventId: "evt_1", event: "e", state: "delivered", attempts: [{ status: 200 }] };
const claim = { userId: "u1", marker: "sf1:m", state: "READY", customerId: "cust_1" };
const customer = { id: "cust_1", vatNumber: "sf1:m" };

/** A shop in which all is well: one paid order, one customer, one event. */
function facts(changes: Partial<Omit<Facts, "dojo">> & { dojo?: Partial<Facts["dojo"]> } = {}): Facts {
  const dojo = {
    now: "",
    customers: [customer],
    paymentMethods: [],
    paymentIntents: [intent],
    refunds: [],
    deliveries: [delivery],
  };
  return {
    orders: [order],
    claims: [claim],
    stock: [{ id: "mug", stock: 9, sold: 1 }],
    events: new Map([["evt_1", true]]),
    history: [],
    stuck: 0,
    receipts: new Map([["pi_1", 1]]),
    ...changes,
    dojo: { ...dojo, ...changes.dojo },
  };
}

function broken(changes: Parameters<typeof facts>[0]): string[] {
  const all = facts(changes);
  const violations = [
    ...checkMoney(all),
    ...checkOrders(all),
    ...checkCustomers(all),
    ...checkEvents(all),
    ...checkOnce(all, new Map([["mug", 10]])),
  ];
  return [...new Set(violations.map(({ rule }) => rule))];
}

test("a shop that holds its word breaks no rule", () => expect(broken({})).toEqual([]));

const change = { number: "100001", was_paid_by: null, became_paid_by: null };
const dojo = (paymentIntents: Facts["dojo"]["paymentIntents"]) => ({ dojo: { paymentIntents } });
const orders = (...rows: OrderRow[]) => ({ orders: rows });

describe("the storm's checker sees", () => {
  test.each<[string, string, Parameters<typeof facts>[0]]>([
    ["money for no order of ours", "I2", dojo([intent, { ...second, metadata: {} }])],
    ["goods that were never paid", "I2", dojo([{ ...intent, status: "Canceled" }])],
    ["a payment of less", "I2", dojo([{ ...intent, amount: { value: 2_194, currencyCode: "GBP" } }])],
    ["a payment in euros", "I2", dojo([{ ...intent, amount: { value: 2_195, currencyCode: "EUR" } }])],
    ["a payment for another order", "I2", dojo([{ ...intent, reference: "100002-1" }])],
    ["an unpaid order marked as paid", "I2", orders({ ...unpaid, paid: true })],
    ["a payment taken twice", "I12", dojo([intent, second])],
    ["money kept for an order that has ended", "I10", orders(unpaid)],
    ["money that waits for an order", "I12", orders({ ...unpaid, status: "AWAITING_PAYMENT" })],
    ["a link that outlives its order", "I10", dojo([intent, { ...second, status: "Created" }])],
    ["an order that never ends", "I10", orders({ ...unpaid, status: "CANCELLING" })],
    ["a review that nobody is told of", "I12", orders({ ...unpaid, status: "REVIEW" })],
    ["a refund that is not known", "I11", dojo([{ ...intent, refundedAmount: 100 }])],
    [
      "an attempt left unknown",
      "I9",
      orders({ ...order, attempts: [attempt, { ...attempt, state: "UNKNOWN" }] }),
    ],
    ["a paid order that is cancelled", "I3", { history: [{ ...change, was: "PAID", became: "CANCELLED" }] }],
    [
      "an order paid by another attempt",
      "I1",
      { history: [{ ...change, was: "PAID", became: "PAID", was_paid_by: "a1", became_paid_by: "a2" }] },
    ],
    [
      "two customers of one shopper",
      "I6",
      { dojo: { customers: [customer, { ...customer, id: "cust_2" }] } },
    ],
    ["a customer of nobody's", "I6", { dojo: { customers: [customer, { id: "c", vatNumber: "sf1:x" }] } }],
    ["a link to a customer that is gone", "I6", { dojo: { customers: [] } }],
    ["a claim nobody followed up", "I6", { claims: [{ ...claim, state: "SENT", customerId: null }] }],
    ["an event that was lost", "I13", { events: new Map() }],
    ["an event that was left", "I13", { events: new Map([["evt_1", false]]) }],
    ["stock that does not add up", "I4", { stock: [{ id: "mug", stock: 8, sold: 1 }] }],
    ["a second receipt", "I4", { receipts: new Map([["pi_1", 2]]) }],
    ["a transaction left open", "I8", { stuck: 1 }],
  ])("%s (%s)", (_what, rule, changes) => expect(broken(changes)).toContain(rule));
});
