import type { Facts, OrderRow } from "./facts";
import type { Violation } from "./witness";

/** `12 a, 3 b`, most first. */
export function tally(counts: Map<string, number>): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([what, count]) => `${count} ${what}`).join(", ") || "none";
}

export function tallyOf(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return tally(counts);
}

export function statuses(orders: readonly OrderRow[]): string {
  return tallyOf(orders.map(({ status }) => status));
}

/** One line for each violation; under the last one of an order, what is known of it. */
export function describeViolations(violations: readonly Violation[], facts: Facts): string[] {
  const sorted = violations.toSorted((a, b) => a.subject.localeCompare(b.subject));
  return sorted.map(({ rule, subject, detail }, index) => {
    const last = sorted[index + 1]?.subject !== subject;
    const order = last ? facts.orders.find(({ number }) => number === subject) : undefined;
    return `${rule} ${subject}: ${detail}${order ? `\n${trailOf(order, facts)}` : ""}`;
  });
}

function trailOf(order: OrderRow, { dojo, history }: Facts): string {
  const intents = dojo.paymentIntents.filter(({ metadata }) => metadata?.orderId === order.id);
  const lines = [
    `here: ${order.attempts.map((each) => `${each.reference} ${each.state} ${each.intentId ?? "-"}`).join("; ") || "no attempt"}`,
    `Dojo: ${intents.map((each) => `${each.reference} ${each.status} ${each.id}`).join("; ") || "no intent"}`,
    `was: ${history.flatMap(({ number, was, became }) => (number === order.number ? [`${was} to ${became}`] : [])).join("; ") || "never changed"}`,
  ];
  return lines.map((line) => `      ${line}`).join("\n");
}
