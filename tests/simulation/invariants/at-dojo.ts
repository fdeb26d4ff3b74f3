import type { Intent } from "../world/dojo";
import type { OrderRow } from "../world/rows";
import type { World } from "../world/world";
import { Violation } from "./violation";

/** What must hold after every change at Dojo. */
export function checkIntent(world: World, intent: Intent): void {
  I4_oneReceipt(world, intent);
  I5_onePayableLink(world, intent);
  I15_onePayableLinkPerBasket(world, intent);
}

function I4_oneReceipt(world: World, { orderId }: Intent): void {
  const mails = world.dojo.receipts.filter((id) => world.dojo.intents.get(id)?.orderId === orderId);
  if (mails.length > 1) throw new Violation("I4", orderId, `${mails.length} receipts`);
}

/** Of the links that anybody has seen, one of an order can be paid at a time. */
function I5_onePayableLink(world: World, { orderId }: Intent): void {
  const payable = payableLinks(world).filter((intent) => intent.orderId === orderId);
  if (payable.length > 1) throw new Violation("I5", orderId, `${payable.length} links can be paid`);
}

/**
 * Nor of two orders for one basket: that would sell the same goods twice to one shopper. An order that is paid does not
 * count: should Dojo have taken money for its cancelled intent, the newer link is a surplus, and cancelled in seconds.
 */
function I15_onePayableLinkPerBasket(world: World, { orderId }: Intent): void {
  const { basketId } = world.database.order(orderId);
  const payable = payableLinks(world).filter((intent) =>
    isUnpaidOf(world.database.order(intent.orderId), basketId),
  );
  if (payable.length > 1) throw new Violation("I15", orderId, `${payable.length} links of one basket`);
}

function isUnpaidOf(order: OrderRow, basketId: string): boolean {
  return order.basketId === basketId && order.paidAttemptId === null;
}

function payableLinks(world: World): Intent[] {
  return [...world.dojo.intents.values()].filter(
    ({ id, status }) => status === "Created" && world.watch.shown.has(id),
  );
}
