import { randomUUID } from "node:crypto";
import { createAccount } from "@/lib/auth/create-account";
import type { Shopper } from "@/lib/auth/session";
import { ensureUserBasket } from "@/lib/basket/owner";
import { viewBasket } from "@/lib/basket/view-basket";
import type { SavedCard } from "@/lib/cards/card";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { payableCards, sealCardList } from "@/lib/cards/sealed-list";
import { settleIntent } from "@/lib/checkout/settle-order";
import { type Checkout, startCheckout } from "@/lib/checkout/start-checkout";
import { db } from "@/lib/db/client";
import { opaqueId } from "@/lib/ids";
import { emulatorControl } from "../setup/emulator-control";
import { owner } from "../setup/owner";

export const emulator = emulatorControl();

/** For the head of a file: goods on the shelf, and Dojo as on its first day (clock and faults too). */
export async function openShop(): Promise<void> {
  await emulator.reset();
  const base = { category: "Cups", description: "", art: "/products/mug.svg" };
  await db().product.createMany({
    data: [
      { ...base, id: "mug", slug: "mug", name: "Mug", priceMinor: 1_800, stock: 500, position: 1 },
      { ...base, id: "bowl", slug: "bowl", name: "Bowl", priceMinor: 2_400, stock: 500, position: 2 },
      { ...base, id: "vase", slug: "vase", name: "Vase", priceMinor: 3_000, stock: 2, position: 3 },
    ],
  });
}

export async function newShopper(name = "Ada Shopper"): Promise<Shopper> {
  const email = `${randomUUID()}@example.com`;
  const made = await createAccount({ name, email, password: "correct horse battery" });
  if (typeof made === "string") throw new Error(`the account was not made: ${made}`);
  return { id: made.id, name, email };
}

export async function putInBasket(shopper: Shopper, lines: Record<string, number>): Promise<void> {
  const basketId = await ensureUserBasket(shopper.id);
  await db().basketLine.deleteMany({ where: { basketId } });
  const data = Object.entries(lines).map(([productId, quantity]) => ({ basketId, productId, quantity }));
  await db().basketLine.createMany({ data });
}

export async function basketOf(shopper: Shopper): Promise<Record<string, number>> {
  const { lines } = await viewBasket({ userId: shopper.id });
  return Object.fromEntries(lines.map((line) => [line.slug, line.quantity]));
}

type Press = {
  card?: string;
  sealed?: string;
  clickToken?: string;
  total?: number;
  makePreferred?: boolean;
  withoutSavedCards?: boolean;
  shownAddress?: string;
};

/** Presses the pay button as the checkout page would have drawn it. */
export async function pressPay(shopper: Shopper, press: Press = {}): Promise<Checkout> {
  const { totalMinor } = await viewBasket({ userId: shopper.id });
  return startCheckout(shopper, {
    clickToken: press.clickToken ?? opaqueId(),
    shownTotal: press.total ?? totalMinor,
    shownAddress: press.shownAddress,
    card: press.card ?? "new",
    sealedCards: press.sealed,
    makePreferred: press.makePreferred ? "on" : undefined,
    withoutSavedCards: press.withoutSavedCards ? "on" : undefined,
  });
}

export async function linkFor(shopper: Shopper, press: Press = {}): Promise<string> {
  const checkout = await pressPay(shopper, press);
  if (checkout.kind !== "link") throw new Error(`no link: ${JSON.stringify(checkout)}`);
  return checkout.link;
}

export function intentIn(link: string): string {
  return new URL(link).pathname.split("/").at(-1) ?? "";
}

/** Buys a mug and saves the card, as the first visit of a returning shopper. */
export async function buyAndSave(shopper: Shopper, card = "5200000000001005"): Promise<SavedCard> {
  await putInBasket(shopper, { mug: 1 });
  const paymentIntentId = intentIn(await linkFor(shopper));
  await emulator.pay({ paymentIntentId, card, saveCard: true });
  await settleIntent(paymentIntentId);
  const saved = (await cardsOf(shopper)).find(({ last4 }) => last4 === card.slice(-4));
  if (!saved) throw new Error("the card was not saved");
  return saved;
}

export async function cardsOf(shopper: Shopper): Promise<SavedCard[]> {
  const list = await listSavedCards(shopper.id);
  if (list.state !== "listed") throw new Error("the cards could not be listed");
  return list.cards;
}

/** The list as the checkout page seals it into its form. */
export async function sealedFor(shopper: Shopper): Promise<string> {
  const list = await listSavedCards(shopper.id);
  if (list.state !== "listed") throw new Error("the cards could not be listed");
  return sealCardList(shopper.id, payableCards(list.cards, list.preferred));
}

export async function orderOf(intentId: string) {
  return db().order.findFirstOrThrow({
    where: { attempts: { some: { intentId } } },
    include: { attempts: { orderBy: { ordinal: "asc" } } },
  });
}

/** Moves the shop's clock and Dojo's together. */
export async function advance(ms: number): Promise<void> {
  await owner().$executeRaw`
    INSERT INTO "ClockOffset" (id, "offsetMs") VALUES (1, ${ms})
    ON CONFLICT (id) DO UPDATE SET "offsetMs" = "ClockOffset"."offsetMs" + excluded."offsetMs"`;
  await emulator.advance(ms);
}

/** A new shopper on Dojo's page, about to pay. */
export async function openOrder(lines: Record<string, number> = { mug: 1 }) {
  const shopper = await newShopper();
  await putInBasket(shopper, lines);
  const intentId = intentIn(await linkFor(shopper));
  return { shopper, intentId, order: await orderOf(intentId) };
}

/** Paid at Dojo and settled here. */
export async function paidOrder(lines?: Record<string, number>) {
  const opened = await openOrder(lines);
  await emulator.pay({ paymentIntentId: opened.intentId });
  await settleIntent(opened.intentId);
  return opened;
}

/** The subjects of what is open of one kind. */
export async function openAlerts(kind: string): Promise<string[]> {
  const alerts = await db().alert.findMany({ where: { kind, clearedAt: null }, orderBy: { subject: "asc" } });
  return alerts.map(({ subject }) => subject);
}
