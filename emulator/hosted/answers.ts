import type { Context } from "hono";
import type { Intent } from "../entities";
import type { Result } from "../payments/pay";
import type { Env } from "../reply";
import type { World } from "../world";
import { closedPage, paidPage, unknownPage } from "./closed";
import { secured } from "./http";
import { type Mark, returnUrl, stepUrl } from "./links";

export type Ctx = Context<Env>;

/**
 * Where an attempt leads. A post is always answered by a redirect, so that Back never asks the shopper to send a
 * form again.
 */
export function leadOn(c: Ctx, result: Result): Response {
  const to = (...step: [string?, Mark?]) => c.redirect(stepUrl(c.req.url, ...step), 303);
  if (result.kind === "challenge") return to(`/challenge/${result.challenge.id}`);
  if (result.kind === "pending" || result.kind === "busy") return to("/waiting");
  if (result.kind === "declined") return to("", "declined");
  if (result.intent.status === "Canceled") return to();
  const back = returnUrl(result.intent);
  return back === undefined ? to("", "paid") : c.redirect(back, 303);
}

/** A payment that is over: thanks if it was paid just now, else what became of it. */
export function showClosed(c: Ctx, world: World, intent: Intent) {
  const paid = intent.status === "Captured" || intent.status === "Authorized";
  if (paid && c.req.query("paid") === "1") return secured(c, paidPage(world, intent), 200);
  return secured(c, closedPage(world, intent), intent.status === "Canceled" ? 410 : 200);
}

export function showUnknown(c: Ctx, world: World) {
  return secured(c, unknownPage(world), 404);
}
