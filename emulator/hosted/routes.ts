import type { Context, Hono } from "hono";
import type { Intent } from "../entities";
import { currentIntent } from "../payments/expire";
import { answerChallenge, attemptPayment, type Result } from "../payments/pay";
import type { Env } from "../reply";
import type { World } from "../world";
import { readAccess } from "./access";
import { mountAssets } from "./assets";
import { cardChoices } from "./card-choice";
import { challengePage } from "./challenge";
import { closedPage, paidPage, unknownPage } from "./closed";
import { type Errors, readPayment, readTyped, type Typed } from "./form";
import { heard, secured } from "./http";
import { returnUrl } from "./links";
import { checkoutPage } from "./page";

type Ctx = Context<Env>;

/** The hosted page: the shopper's side of a payment link. */
export function mountHostedPage(app: Hono<Env>, world: World): void {
  mountAssets(app);
  app.use("/checkout/*", heard(world));

  app.get("/checkout/:id", (c) => {
    const intent = currentIntent(world, c.req.param("id"));
    if (!intent) return secured(c, unknownPage(world), 404);
    if (intent.status !== "Created") return showClosed(c, world, intent);
    const typed = {
      method: preselected(c, world, intent),
      cardNumber: "",
      expiry: "",
      cardName: "",
      save: false,
    };
    return showForm(c, world, intent, typed, {}, false);
  });

  app.post("/checkout/:id", async (c) => {
    const intent = currentIntent(world, c.req.param("id"));
    if (!intent) return secured(c, unknownPage(world), 404);
    if (intent.status !== "Created") return finish(c, world, { kind: "closed", intent });
    const form = new URLSearchParams(await c.req.text());
    const typed = readTyped(form);
    const read = readPayment(world, access(c, world, intent), typed, form);
    if (!read.ok) return showForm(c, world, intent, typed, read.errors, false);
    const { instrument, securityCode, save } = read;
    return finish(c, world, attemptPayment(world, intent, { instrument, securityCode, save }), typed);
  });

  app.get("/checkout/:id/challenge/:challengeId", (c) => {
    const found = findChallenge(c, world);
    if (!found) return c.redirect(ownUrl(c), 303);
    const urls = { action: `${c.req.path}${query(c)}`, back: ownUrl(c) };
    return secured(
      c,
      challengePage(world, found.intent, found.challenge, urls),
      200,
      returnUrl(found.intent),
    );
  });

  app.post("/checkout/:id/challenge/:challengeId", async (c) => {
    const found = findChallenge(c, world);
    if (!found) return c.redirect(ownUrl(c), 303);
    const outcome = new URLSearchParams(await c.req.text()).get("outcome");
    const result = answerChallenge(world, found.challenge, outcome === "pass");
    return result ? finish(c, world, result) : c.redirect(ownUrl(c), 303);
  });
}

function finish(
  c: Ctx,
  world: World,
  result: Result,
  typed: Typed = readTyped(new URLSearchParams()),
): Response | Promise<Response> {
  if (result.kind === "challenge") {
    return c.redirect(
      `/checkout/${result.challenge.paymentIntentId}/challenge/${result.challenge.id}${query(c)}`,
      303,
    );
  }
  const { intent } = result;
  if (result.kind === "declined") return showForm(c, world, intent, typed, {}, true);
  if (intent.status === "Canceled") return showClosed(c, world, intent);
  const back = returnUrl(intent);
  return back === undefined ? secured(c, paidPage(world, intent), 200) : c.redirect(back, 303);
}

function showForm(c: Ctx, world: World, intent: Intent, typed: Typed, errors: Errors, declined: boolean) {
  const state = { intent, access: access(c, world, intent), action: ownUrl(c), typed, errors, declined };
  const status = declined ? 402 : Object.keys(errors).length > 0 ? 400 : 200;
  return secured(c, checkoutPage(world, state), status, returnUrl(intent));
}

function showClosed(c: Ctx, world: World, intent: Intent) {
  return secured(c, closedPage(world, intent), intent.status === "Canceled" ? 410 : 200);
}

/** The preferred card of the link if it can be used now, else a new card. */
function preselected(c: Ctx, world: World, intent: Intent): string {
  const { savedCards, newCard } = access(c, world, intent);
  const usable = cardChoices(world, savedCards).filter((choice) => choice.usable);
  const preferred = usable.find((choice) => choice.id === c.req.query("cpm"));
  return preferred?.id ?? (newCard ? "new" : (usable[0]?.id ?? "new"));
}

function findChallenge(c: Ctx, world: World) {
  const intent = currentIntent(world, c.req.param("id") ?? "");
  const challenge = world.store.challenges.get(c.req.param("challengeId") ?? "");
  const open = intent?.status === "Created" && challenge?.paymentIntentId === intent.id;
  return open ? { intent, challenge } : undefined;
}

function access(c: Ctx, world: World, intent: Intent) {
  return readAccess(world, intent, new URL(c.req.url).searchParams);
}

function query(c: Ctx): string {
  return new URL(c.req.url).search;
}

function ownUrl(c: Ctx): string {
  return `/checkout/${encodeURIComponent(c.req.param("id") ?? "")}${query(c)}`;
}
