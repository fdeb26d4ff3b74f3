import { totalsOf } from "@/lib/basket/totals";
import { closeOrder } from "../shop/close-order";
import { settleOrder } from "../shop/settle-order";
import { type Checkout, type Press, startCheckout } from "../shop/start-checkout";
import { startPayment } from "../shop/start-payment";
import type { Slip } from "../world/dojo";
import type { World } from "../world/world";
import { refundInPortal } from "./operator";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const RETURN_DEADLINE_MS = 4_000;
const SLIPS: readonly Slip[] = ["amount", "currency", "reference", "customer"];

type Shopper = { userId: string; links: string[]; orders: string[]; clickToken: string };

/** One shopper with a basket and two tabs, pressing things now and then, often at the same moment in both. */
export function sendShopper(world: World, userId: string): void {
  const { random, time } = world;
  const lines = [{ productId: "mug", quantity: random.between(1, 3), unitMinor: 1_800 }];
  world.database.baskets.set(`basket-${userId}`, { id: `basket-${userId}`, userId, lines });
  const shopper: Shopper = { userId, links: [], orders: [], clickToken: world.newId("click") };
  const moments = Array.from({ length: random.between(1, 2) }, () => random.between(0, 38) * MINUTE);
  for (const moment of moments)
    for (let tab = 0; tab < 2; tab += 1)
      for (let act = random.between(1, 3); act > 0; act -= 1)
        time.after(moment + random.between(0, 4 * SECOND), () => doSomething(world, shopper));
}

function doSomething(world: World, shopper: Shopper): void {
  const { orders, links } = shopper;
  const dice = world.random.next();
  if (orders.length === 0 || dice < 0.5) press(world, shopper);
  else if (dice < 0.6) changeBasket(world, shopper);
  else if (dice < 0.7) world.request(closeOrder(world, world.random.pick(orders)), () => {});
  else if (dice < 0.8) continuePayment(world, shopper, world.random.pick(orders));
  else if (dice < 0.9) goBack(world, world.random.pick(orders));
  else if (links.length > 0) payNow(world, shopper, world.random.pick(links));
}

function press(world: World, shopper: Shopper): void {
  const { userId } = shopper;
  if (world.random.chance(0.6)) shopper.clickToken = world.newId("click");
  const lines = world.database.baskets.get(`basket-${userId}`)?.lines ?? [];
  const shownTotal = totalsOf(lines).totalMinor;
  const asked: Press = { userId, clickToken: shopper.clickToken, shownTotal, payer: payer(world) };
  world.request(startCheckout(world, asked), (ending) => {
    if (ending.kind === "done") arrive(world, shopper, ending.value);
    else if (world.random.chance(0.7)) world.time.after(2 * SECOND, () => press(world, shopper));
  });
}

function payer(world: World) {
  if (world.random.chance(0.05)) return { withoutCustomer: true };
  return world.random.chance(0.3) ? { savedCardId: world.random.pick(["pm_1", "pm_2"]) } : {};
}

function continuePayment(world: World, shopper: Shopper, orderId: string): void {
  world.request(startPayment(world, shopper.userId, orderId, payer(world)), (ending) => {
    if (ending.kind === "done") arrive(world, shopper, { ...ending.value, orderId });
  });
}

/** On Dojo's page: think, be declined, pay, turn back, or leave the page open until its last second. */
function arrive(world: World, shopper: Shopper, checkout: Checkout): void {
  const { random, time } = world;
  if (checkout.kind !== "problem" && !shopper.orders.includes(checkout.orderId))
    shopper.orders.push(checkout.orderId);
  if (checkout.kind !== "link") return;
  const { link, orderId } = checkout;
  shopper.links.push(link);
  if (random.chance(0.25))
    time.after(random.between(1, 60) * SECOND, () => {
      world.dojo.decline(link, random.chance(0.05));
    });
  const dice = random.next();
  const lastSecond = (world.dojo.intents.get(link)?.expireMs ?? 0) - time.nowMs;
  const thinksMs = dice < 0.1 ? lastSecond + random.between(-1_500, 500) : random.between(500, 90_000);
  if (dice < 0.65) time.after(Math.max(0, thinksMs), () => payNow(world, shopper, link));
  else if (dice < 0.8) time.after(thinksMs, () => goBack(world, orderId));
}

function payNow(world: World, { orders }: Shopper, link: string): void {
  const { random, time, counts } = world;
  const slip = random.chance(0.05) ? random.pick(SLIPS) : undefined;
  const late = world.dojo.intents.get(link)?.status === "Canceled" && random.chance(world.odds.lateCapture);
  if (!world.dojo.pay(link, { slip, late })) return;
  counts.paid += 1;
  if (late) {
    counts.lateCaptures += 1;
    if (random.chance(0.5))
      time.after(random.between(0, 60) * SECOND, () => refundInPortal(world, link, random.between(1, 1_000)));
  }
  if (slip) counts.slips += 1;
  const orderId = world.dojo.intents.get(link)?.orderId;
  if (orderId && !orders.includes(orderId)) orders.push(orderId);
  if (orderId && random.chance(0.6)) time.after(random.between(100, 3_000), () => goBack(world, orderId));
}

/** The return page settles what is not settled; a reload does it again. */
function goBack(world: World, orderId: string): void {
  const { status } = world.database.order(orderId);
  if (status !== "AWAITING_PAYMENT" && status !== "CANCELLING") return;
  world.request(settleOrder(world, orderId, RETURN_DEADLINE_MS), () => {});
  if (world.random.chance(0.3)) world.time.after(2 * SECOND, () => goBack(world, orderId));
}

function changeBasket(world: World, shopper: Shopper): void {
  const basket = world.database.baskets.get(`basket-${shopper.userId}`);
  if (!basket) throw new Error("a shopper without a basket");
  basket.lines = [{ productId: "mug", quantity: world.random.between(1, 4), unitMinor: 1_800 }];
  if (world.random.chance(0.3)) basket.lines.push({ productId: "bowl", quantity: 1, unitMinor: 2_400 });
  if (world.random.chance(0.8)) press(world, shopper);
}
