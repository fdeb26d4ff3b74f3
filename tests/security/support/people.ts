import { randomUUID } from "node:crypto";
import { emulatorControl } from "../../setup/emulator-control";
import { query } from "./query";
import { hiddenFields, type Visitor, visitor } from "./visitor";

export const password = "correct horse battery";

export type Person = Visitor & { name: string; email: string; id: string };

/** A new shopper, signed in. */
export async function signUp(name = `Ada ${randomUUID().slice(0, 8)}`, shopUrl?: string): Promise<Person> {
  const email = `${randomUUID()}@example.com`;
  const who = visitor(shopUrl);
  const answer = await who.submit("/sign-up", { name, email, password }, 'name="email"');
  if (answer.status !== 303) throw new Error(`signing up was answered ${answer.status}`);
  const [user] = await query<{ id: string }>(`SELECT id FROM "User" WHERE email = $1`, [email]);
  if (!user) throw new Error("the account was not made");
  return { ...who, name, email, id: user.id };
}

export async function signIn(who: Visitor, email: string, secret = password, headers: HeadersInit = {}) {
  return who.submit("/sign-in", { email, password: secret }, 'name="email"', headers);
}

/** For shoppers who were made at another address of the same shop. */
export async function signInAt(shopUrl: string, { email, name, id }: Person): Promise<Person> {
  const who = visitor(shopUrl);
  const answer = await signIn(who, email);
  if (answer.status !== 303) throw new Error(`signing in was answered ${answer.status}`);
  return { ...who, name, email, id };
}

export async function addToBasket(who: Visitor, slug = "harbour-mug", quantity = "1"): Promise<void> {
  const answer = await who.submit(`/products/${slug}`, { quantity }, 'name="slug"');
  if (answer.goesTo !== "/basket") throw new Error(`adding to the basket was answered ${answer.status}`);
}

/** Presses Pay at the checkout: the answer is the 303 to Dojo. */
export async function pressPay(who: Visitor, changes: Record<string, string> = {}) {
  const { text } = await who.get("/checkout");
  const { clickToken = "", shownTotal = "", shownAddress = "", sealedCards = "" } = hiddenFields(text);
  const fields = { clickToken, shownTotal, shownAddress, sealedCards, card: "new", ...changes };
  return who.post("/checkout/pay", fields);
}

export type Ordered = { id: string; number: string; intentId: string };

export async function lastOrder({ id }: Person): Promise<Ordered> {
  const [order] = await query<Ordered>(
    `SELECT o.id, o.number, a."intentId" FROM "Order" o JOIN "PaymentAttempt" a ON a."orderId" = o.id
     WHERE o."userId" = $1 ORDER BY o."createdAt" DESC, a.ordinal DESC LIMIT 1`,
    [id],
  );
  if (!order) throw new Error("there is no order");
  return order;
}

/** As far as Dojo's page, where nothing is paid yet. */
export async function placeOrder(who: Person, slug = "harbour-mug"): Promise<Ordered> {
  await addToBasket(who, slug);
  await pressPay(who);
  return lastOrder(who);
}

/** From the shelf to "Payment received", with a card that is saved. */
export async function buy(who: Person, slug = "harbour-mug"): Promise<Ordered> {
  const placed = await placeOrder(who, slug);
  await emulatorControl().pay({ paymentIntentId: placed.intentId, saveCard: true });
  await who.get(`/checkout/return?order=${placed.id}`);
  return placed;
}
