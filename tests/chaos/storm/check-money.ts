import { groupBy } from "@/lib/group-by";
import type { EmulatorState } from "../../setup/emulator-control";
import type { Facts, OrderRow } from "./facts";
import type { Violation } from "./witness";

type Intent = EmulatorState["paymentIntents"][number];

const SETTLED = ["PAID", "PARTLY_REFUNDED", "REFUNDED"];
const ENDED = ["CANCELLED", "EXPIRED"];

/** Between what Dojo took and what the shop believes: I2, I10, I11 and I12. All amounts in pence. */
export function checkMoney({ orders, dojo }: Facts): Violation[] {
  const byOrder = groupBy(dojo.paymentIntents, ({ metadata }) => metadata?.orderId ?? "nobody's");
  const known = new Set(orders.map(({ id }) => id));
  const foreign = dojo.paymentIntents.filter(
    (intent) => taken(intent) > 0 && !known.has(intent.metadata?.orderId ?? ""),
  );
  return [
    ...foreign.map(({ id }) => ({ rule: "I2", subject: id, detail: "money was taken for no order of ours" })),
    ...orders.flatMap((order) => {
      const intents = byOrder.get(order.id) ?? [];
      const wrong = [
        ...checkPaid(order, intents),
        ...checkNet(order, intents),
        ...checkMirror(order, intents),
      ];
      return wrong.map(({ rule, detail }) => ({ rule, subject: order.number, detail }));
    }),
  ];
}

type Wrong = { rule: string; detail: string };

function checkPaid(order: OrderRow, intents: Intent[]): Wrong[] {
  const paidBy = order.attempts.find(({ id }) => id === order.paidAttemptId);
  if (!SETTLED.includes(order.status))
    return order.paid || paidBy ? [{ rule: "I2", detail: `${order.status}, yet marked as paid` }] : [];
  const intent = intents.find(({ id }) => id === paidBy?.intentId);
  if (!paidBy || !intent)
    return [{ rule: "I2", detail: `${order.status} by an intent that Dojo does not hold` }];
  const { amount, reference } = intent;
  const right =
    taken(intent) === order.totalMinor &&
    amount.currencyCode === order.currency &&
    reference === paidBy.reference;
  if (right) return [];
  const took = `${intent.status} ${taken(intent)} ${amount.currencyCode} as ${reference}`;
  return [
    { rule: "I2", detail: `${order.status} of ${order.totalMinor} ${order.currency}, but Dojo: ${took}` },
  ];
}

/** Over all intents of the order, whoever knows of them: the shop holds what the order says, and no more. */
function checkNet(order: OrderRow, intents: Intent[]): Wrong[] {
  const net = intents.reduce((sum, intent) => sum + taken(intent) - (intent.refundedAmount ?? 0), 0);
  const payable = intents.filter(({ status }) => status === "Created");
  const wrong: Wrong[] = payable.map(({ id }) => ({
    rule: "I10",
    detail: `${order.status}, and ${id} can still be paid`,
  }));
  if (order.status === "REVIEW") {
    if (!order.alerted)
      wrong.push({ rule: "I12", detail: `REVIEW with ${net} taken, and no alert for anybody` });
    return wrong;
  }
  if (!SETTLED.includes(order.status)) {
    const rule = ENDED.includes(order.status) ? "I10" : "I12";
    if (net !== 0) wrong.push({ rule, detail: `${order.status}, and Dojo holds ${net}` });
    return wrong;
  }
  const paidBy = order.attempts.find(({ id }) => id === order.paidAttemptId);
  const refunded = intents.find(({ id }) => id === paidBy?.intentId)?.refundedAmount ?? 0;
  const owed = order.totalMinor - refunded;
  if (net !== owed)
    wrong.push({ rule: "I12", detail: `Dojo holds ${net} for an order of ${owed}: paid twice` });
  const status = refunded === 0 ? "PAID" : refunded < order.totalMinor ? "PARTLY_REFUNDED" : "REFUNDED";
  if (order.status !== status)
    wrong.push({ rule: "I11", detail: `${order.status}, but ${refunded} are refunded` });
  return wrong;
}

function checkMirror(order: OrderRow, intents: Intent[]): Wrong[] {
  return order.attempts.flatMap(({ reference, intentId, refundedMinor }) => {
    const there = intents.find(({ id }) => id === intentId)?.refundedAmount ?? 0;
    if (there === refundedMinor) return [];
    return [{ rule: "I11", detail: `${reference}: ${there} refunded at Dojo, ${refundedMinor} known here` }];
  });
}

function taken({ status, amount }: Intent): number {
  return status === "Captured" || status === "Refunded" ? amount.value : 0;
}
