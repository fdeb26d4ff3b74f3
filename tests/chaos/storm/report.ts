import type { OrderRow } from "./facts";

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
