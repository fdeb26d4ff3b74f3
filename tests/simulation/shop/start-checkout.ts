import { totalsOf } from "@/lib/basket/totals";
import { ORDER_LIFE_MINUTES } from "@/lib/checkout/attempt-times";
import type { Payer } from "@/lib/checkout/choose-step";
import { DojoError } from "@/lib/dojo/errors";
import type { Fit } from "@/lib/orders/fit-order";
import type { Task } from "../engine/process";
import { type Database, DatabaseBusy } from "../world/database";
import type { World } from "../world/world";
import { closeOrder } from "./close-order";
import { type Payment, startPayment } from "./start-payment";

/* lib/checkout/start-checkout.ts and lib/orders/freeze-order.ts; choosing the card happened before. */

const LIVE: readonly string[] = ["AWAITING_PAYMENT", "CANCELLING"];

export type Press = { userId: string; clickToken: string; shownTotal: number; payer: Payer };
export type Checkout = (Payment & { orderId: string }) | { kind: "problem" };

export function* startCheckout(world: World, press: Press): Task<Checkout> {
  const orderId = yield* freezeFittingOrder(world, press);
  if (!orderId) return { kind: "problem" };
  return { orderId, ...(yield* startPayment(world, press.userId, orderId, press.payer)) };
}

/** Null for every problem that the page explains. */
function* freezeFittingOrder(world: World, press: Press): Task<string | null> {
  for (let round = 0; round < 3; round += 1) {
    try {
      const frozen = yield* world.transaction((database) => freezeOrder(world, database, press));
      if (frozen?.kind === "order") return frozen.orderId;
      if (frozen?.kind !== "superseded") return null;
      world.counts.superseded += 1;
      const ended = yield* closeOrder(world, frozen.orderId);
      if (world.design.rules.turnedOutPaid(ended)) return frozen.orderId;
    } catch (error) {
      if (error instanceof DojoError) return null;
      if (!(error instanceof DatabaseBusy)) throw error;
    }
  }
  return null;
}

function freezeOrder(world: World, database: Database, press: Press): Exclude<Fit, { kind: "new" }> | null {
  const { nowMs } = world.time;
  const { userId, clickToken, shownTotal } = press;
  const clicked = database.orders.find((order) => order.userId === userId && order.clickToken === clickToken);
  if (clicked) return { kind: "order", orderId: clicked.id };
  const basket = database.baskets.get(`basket-${userId}`);
  if (!basket || basket.lines.length === 0) return null;
  const { id: basketId, lines } = basket;
  const ofBasket = database.orders.filter((order) => order.basketId === basketId);
  const { totalMinor } = totalsOf(lines);
  if (totalMinor !== shownTotal) return null;
  const live = ofBasket.find(({ status }) => LIVE.includes(status));
  const fit = world.design.rules.fitOrder(
    { lines, goesTo: "", totalMinor },
    live ? { ...live, goesTo: "", expired: live.expiresMs <= nowMs } : null,
    ofBasket.findLast(({ status }) => status === "REVIEW") ?? null,
  );
  if (fit.kind !== "new") return fit;
  if (lines.some((line) => line.quantity > available(database, line.productId, nowMs))) return null;
  const id = world.newId("order");
  world.counts.orders += 1;
  database.insertOrder({
    ...{ id, number: `HK-${world.counts.orders}`, userId, basketId, clickToken, status: "AWAITING_PAYMENT" },
    ...{ totalMinor, currency: "GBP", lines: lines.map((line) => ({ ...line })), closing: null },
    endedAtMs: null,
    expiresMs: nowMs + ORDER_LIFE_MINUTES * 60_000,
    paidAttemptId: null,
    checkAtMs: nowMs + ORDER_LIFE_MINUTES * 60_000,
    concern: null,
    createdMs: nowMs,
  });
  world.watch.note(id, "order", "AWAITING_PAYMENT");
  return { kind: "order", orderId: id };
}

/** lib/orders/stock.ts `availableStock`. */
function available(database: Database, productId: string, nowMs: number): number {
  const held = database.orders
    .filter(({ status, expiresMs }) => LIVE.includes(status) && expiresMs + 120_000 > nowMs)
    .flatMap(({ lines }) => lines)
    .filter((line) => line.productId === productId);
  return (database.stock.get(productId) ?? 0) - held.reduce((sum, { quantity }) => sum + quantity, 0);
}
