import type { OrderStatus } from "@/lib/db/generated/enums";

export type ComparedLine = { productId: string; quantity: number; unitMinor: number };

type Basket = { lines: readonly ComparedLine[]; goesTo: string; totalMinor: number };
type Live = Basket & { id: string; status: string; expired: boolean };
type Reviewed = { id: string; lines: readonly ComparedLine[] };

export type Fit =
  | { kind: "order"; orderId: string }
  /** The basket's live order no longer fits it: close it, at Dojo first, then freeze again. */
  | { kind: "superseded"; orderId: string }
  | { kind: "new" };

/**
 * Which order a basket continues; pure. Dojo was told where the goods go, so another address is another order; and the
 * button said what they cost, so another total is too, say because delivery has another price now. For
 * goods whose money is being looked at, asking for it again would be charging twice.
 */
export function fitOrder(basket: Basket, live: Live | null, reviewed: Reviewed | null): Fit {
  const fits =
    live &&
    sameLines(live.lines, basket.lines) &&
    live.goesTo === basket.goesTo &&
    live.totalMinor === basket.totalMinor;
  if (fits && live.status === "AWAITING_PAYMENT" && !live.expired) return { kind: "order", orderId: live.id };
  if (reviewed && sameLines(reviewed.lines, basket.lines)) return { kind: "order", orderId: reviewed.id };
  return live ? { kind: "superseded", orderId: live.id } : { kind: "new" };
}

/** An order that was to make way and turns out to be paid is shown instead: nothing is charged a second time. */
export function turnedOutPaid(status: OrderStatus): boolean {
  return !["AWAITING_PAYMENT", "CANCELLING", "CANCELLED", "EXPIRED"].includes(status);
}

function sameLines(a: readonly ComparedLine[], b: readonly ComparedLine[]): boolean {
  const key = (line: ComparedLine) => `${line.productId}:${line.quantity}:${line.unitMinor}`;
  const kept = new Set(a.map(key));
  return a.length === b.length && b.every((line) => kept.has(key(line)));
}
