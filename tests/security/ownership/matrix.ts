import type { Ordered, Person } from "../support/people";
import { type Action, type Answer, action, type Fields, type Visitor, visitor } from "../support/visitor";

/** Whose things are asked for, with their ids known to everybody. */
export type Victim = Person & { paid: Ordered; unpaid: Ordered; cardId: string };

export type Line = {
  /** `anyone` may see it; a `shopper` sees their own; the `owner` of what the request names alone gets it. */
  for: "anyone" | "shopper" | "owner";
  ask: (who: Visitor, victim: Victim) => Promise<Answer>;
  /** How another shopper is turned away, where that is not "not found". */
  refusal?: { goesTo: string };
  /** The form shows again what was typed. */
  namesEmail?: true;
};

const page = (path: string | ((victim: Victim) => string)) => (who: Visitor, victim: Victim) =>
  who.get(typeof path === "string" ? path : path(victim));
const post = (path: string | ((victim: Victim) => string), fields: Fields = {}) => {
  return (who: Visitor, victim: Victim) => who.post(typeof path === "string" ? path : path(victim), fields);
};
const act = (name: string, fields: (victim: Victim) => Fields) => (who: Visitor, victim: Victim) =>
  who.act(actionNamed(name), fields(victim));

function actionNamed(name: string): Action {
  const [folder, exported] = name.split(" ");
  return action(`app/${folder}/actions.ts ${exported}`);
}

const forged = {
  userId: "forged",
  email: "forged@example.com",
  status: "PAID",
  totalMinor: "1",
  role: "admin",
};
const another = { currentPassword: "not the password", newPassword: "another long secret" };
const NOT_YOURS = { goesTo: "/account/cards?problem=not-yours" };

/** One line for each thing that app/ offers: what is missing here fails the test. */
export const matrix: Record<string, Line> = {
  "GET /": { for: "anyone", ask: page("/") },
  "GET /categories/[slug]": { for: "anyone", ask: page("/categories/tea") },
  "GET /products/[slug]": { for: "anyone", ask: page("/products/harbour-mug") },
  "GET /basket": { for: "anyone", ask: page("/basket") },
  "GET /sign-in": { for: "anyone", ask: page("/sign-in") },
  "GET /sign-up": { for: "anyone", ask: page("/sign-up") },
  "GET /forgot-password": { for: "anyone", ask: page("/forgot-password") },
  "GET /reset-password": { for: "anyone", ask: page(`/reset-password?token=${"A".repeat(43)}`) },
  "GET /robots.txt": { for: "anyone", ask: page("/robots.txt") },
  "GET /sitemap.xml": { for: "anyone", ask: page("/sitemap.xml") },
  "GET /manifest.webmanifest": { for: "anyone", ask: page("/manifest.webmanifest") },
  "GET /api/health/live": { for: "anyone", ask: page("/api/health/live") },
  "GET /api/health/ready": { for: "anyone", ask: page("/api/health/ready") },
  "GET /api/auth/[...nextauth]": { for: "anyone", ask: page("/api/auth/session") },
  // Whoever holds the link sees the state of a payment and nothing of its shopper.
  "GET /checkout/return": { for: "anyone", ask: page(({ paid }) => `/checkout/return?order=${paid.id}`) },

  "GET /account": { for: "shopper", ask: page("/account") },
  "GET /account/address": { for: "shopper", ask: page("/account/address") },
  "GET /account/cards": { for: "shopper", ask: page("/account/cards") },
  "GET /account/delete": { for: "shopper", ask: page("/account/delete") },
  "GET /account/details": { for: "shopper", ask: page("/account/details") },
  "GET /account/password": { for: "shopper", ask: page("/account/password") },
  "GET /checkout": { for: "shopper", ask: page("/checkout") },
  "GET /orders": { for: "shopper", ask: page("/orders") },
  "GET /orders/[number]": { for: "owner", ask: page(({ unpaid }) => `/orders/${unpaid.number}`) },

  "POST /api/auth/[...nextauth]": { for: "anyone", ask: post("/api/auth/callback/credentials", forged) },
  "POST /api/webhooks/dojo": { for: "anyone", ask: post("/api/webhooks/dojo") },
  // By nobody, because whoever does it is signed out, and nobody else.
  "POST /sign-out": { for: "anyone", ask: ({ shopUrl }) => visitor(shopUrl).post("/sign-out", forged) },
  "POST /sign-out/everywhere": {
    for: "anyone",
    ask: ({ shopUrl }) => visitor(shopUrl).post("/sign-out/everywhere", forged),
  },
  "POST /checkout/pay": { for: "shopper", ask: post("/checkout/pay", forged) },
  "POST /orders/[number]/pay": { for: "owner", ask: post(({ unpaid }) => `/orders/${unpaid.number}/pay`) },

  "basket addToBasketAction": {
    for: "anyone",
    ask: act("basket addToBasketAction", () => ({ slug: "tea-bowl", quantity: "1", ...forged })),
  },
  "basket changeQuantityAction": {
    for: "anyone",
    ask: act("basket changeQuantityAction", () => ({ slug: "harbour-mug", quantity: "9", ...forged })),
  },
  "basket removeAction": {
    for: "anyone",
    ask: act("basket removeAction", () => ({ slug: "harbour-mug", ...forged })),
  },
  "sign-in signInAction": {
    for: "anyone",
    namesEmail: true,
    ask: act("sign-in signInAction", ({ email }) => ({ email, password: "not the password" })),
  },
  "sign-up signUpAction": {
    for: "anyone",
    namesEmail: true,
    ask: act("sign-up signUpAction", ({ email }) => ({
      name: "Eve",
      email,
      password: "another long secret",
    })),
  },
  "forgot-password forgotPasswordAction": {
    for: "anyone",
    ask: act("forgot-password forgotPasswordAction", () => ({ email: "nobody@example.com" })),
  },
  "reset-password resetPasswordAction": {
    for: "anyone",
    ask: act("reset-password resetPasswordAction", () => ({ ...another, token: "A".repeat(43) })),
  },
  "account/address saveAddressAction": {
    for: "shopper",
    ask: act("account/address saveAddressAction", () => ({
      ...{ name: "Eve", line1: "1 Elsewhere", city: "Leeds", postcode: "LS1 1AA" },
      ...forged,
    })),
  },
  "account/details saveDetailsAction": {
    for: "shopper",
    ask: act("account/details saveDetailsAction", ({ id }) => ({ ...forged, id, userId: id, name: "Eve" })),
  },
  "account/password changePasswordAction": {
    for: "shopper",
    ask: act("account/password changePasswordAction", ({ id }) => ({ ...another, userId: id })),
  },
  "account/delete deleteAccountAction": {
    for: "shopper",
    ask: act("account/delete deleteAccountAction", ({ id }) => ({ ...another, userId: id })),
  },
  "account/cards makePreferredAction": {
    for: "owner",
    ask: act("account/cards makePreferredAction", ({ cardId, id }) => ({ card: cardId, userId: id })),
    refusal: NOT_YOURS,
  },
  "account/cards preferSavedCardAction": {
    for: "owner",
    ask: act("account/cards preferSavedCardAction", ({ cardId, id }) => ({ card: cardId, userId: id })),
    refusal: NOT_YOURS,
  },
  "account/cards removeAction": {
    for: "owner",
    ask: act("account/cards removeAction", ({ cardId, id }) => ({ card: cardId, customerId: id })),
    refusal: NOT_YOURS,
  },
  "orders/[number] cancelOrderAction": {
    for: "owner",
    ask: act("orders/[number] cancelOrderAction", ({ unpaid }) => ({ number: unpaid.number })),
  },
  "orders/[number] checkPaymentAction": {
    for: "owner",
    ask: act("orders/[number] checkPaymentAction", ({ unpaid }) => ({ number: unpaid.number })),
  },
  "orders/[number] orderAgainAction": {
    for: "owner",
    ask: act("orders/[number] orderAgainAction", ({ paid }) => ({ number: paid.number })),
  },
  "orders/[number] sendReceiptAction": {
    for: "owner",
    ask: act("orders/[number] sendReceiptAction", ({ paid }) => ({ number: paid.number })),
  },
};
