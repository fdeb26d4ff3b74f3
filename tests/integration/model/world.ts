import type { Shopper } from "@/lib/auth/session";
import { db } from "@/lib/db/client";
import { emulator } from "../support";

type ModelIntent = { id: string; atMin: number; status: "Created" | "Captured"; refunded: number };
export type ModelOrder = { id: string; quantity: number; totalMinor: number; intents: ModelIntent[] };

/** What must be true of a shopper's orders, whatever the shop has heard so far. Minutes are of moved time. */
export type Model = { nowMin: number; orders: ModelOrder[] };

/** The shop under test, and the events that Dojo has sent and nobody has delivered yet. */
export type Real = { shopper: Shopper; events: Request[] };

export const ORDER_LIFE_MIN = 30;
/** A link is shown again while its secret, of 15 minutes, has one left. */
export const LINK_LIFE_MIN = 14;

export function newestIntent({ intents }: ModelOrder): ModelIntent {
  const newest = intents.at(-1);
  if (!newest) throw new Error("an order without a link");
  return newest;
}

export function takenFor({ intents }: ModelOrder): ModelIntent | undefined {
  return intents.find(({ status }) => status === "Captured");
}

/** The status that an order has once the shop has heard everything; null while it is still to be paid. */
export function truthOf(order: ModelOrder): string | null {
  const paid = takenFor(order);
  if (!paid) return null;
  if (paid.refunded === 0) return "PAID";
  return paid.refunded === order.totalMinor ? "REFUNDED" : "PARTLY_REFUNDED";
}

export async function statusOf(orderId: string): Promise<string> {
  return (await db().order.findUniqueOrThrow({ where: { id: orderId }, select: { status: true } })).status;
}

export async function numberOf(orderId: string): Promise<string> {
  return (await db().order.findUniqueOrThrow({ where: { id: orderId }, select: { number: true } })).number;
}

/** The shopper's intents as Dojo has them. */
export async function intentsAtDojo({ orders }: Model) {
  const { paymentIntents } = await emulator.state();
  return orders.map(({ id }) => paymentIntents.filter(({ metadata }) => metadata?.orderId === id));
}
