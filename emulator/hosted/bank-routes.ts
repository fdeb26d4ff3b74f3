import type { Hono } from "hono";
import { currentIntent } from "../payments/expire";
import { answerChallenge } from "../payments/pay";
import { isPending } from "../payments/pending";
import type { Env } from "../reply";
import type { World } from "../world";
import { type Ctx, leadOn, showUnknown } from "./answers";
import { challengePage } from "./challenge";
import { freshDecline } from "./declined";
import { secured } from "./http";
import { returnUrl, stepUrl } from "./links";
import { waitingPage } from "./waiting";

/** Where the shopper deals with the bank: the 3-D Secure step, and the wait for a slow one. */
export function mountBankPages(app: Hono<Env>, world: World): void {
  app.get("/checkout/:id/challenge/:challengeId", (c) => {
    const found = findChallenge(c, world);
    if (!found) return c.redirect(stepUrl(c.req.url), 303);
    const { intent, challenge } = found;
    const urls = { action: stepUrl(c.req.url, `/challenge/${challenge.id}`), back: stepUrl(c.req.url) };
    return secured(c, challengePage(world, intent, challenge, urls), 200, returnUrl(intent));
  });

  app.post("/checkout/:id/challenge/:challengeId", async (c) => {
    const outcome = new URLSearchParams(await c.req.text()).get("outcome");
    const found = findChallenge(c, world);
    const result = found && answerChallenge(world, found.challenge, outcome === "pass");
    return result ? leadOn(c, result) : c.redirect(stepUrl(c.req.url), 303);
  });

  app.get("/checkout/:id/waiting", (c) => {
    const intent = currentIntent(world, c.req.param("id"));
    if (!intent) return showUnknown(c, world);
    const pending = world.store.pendingPayments.get(intent.id);
    if (pending && isPending(world, intent)) {
      return secured(c, waitingPage(world, intent, pending, stepUrl(c.req.url, "/waiting")), 200);
    }
    if (intent.status !== "Created") return leadOn(c, { kind: "closed", intent });
    return freshDecline(intent)
      ? leadOn(c, { kind: "declined", intent })
      : c.redirect(stepUrl(c.req.url), 303);
  });
}

/** An open challenge of this intent, which waits for nothing else. */
function findChallenge(c: Ctx, world: World) {
  const intent = currentIntent(world, c.req.param("id") ?? "");
  const challenge = world.store.challenges.get(c.req.param("challengeId") ?? "");
  if (intent?.status !== "Created" || isPending(world, intent)) return undefined;
  return challenge?.paymentIntentId === intent.id ? { intent, challenge } : undefined;
}
