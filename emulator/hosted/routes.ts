import type { Hono } from "hono";
import type { Intent } from "../entities";
import { currentIntent } from "../payments/expire";
import { attemptPayment } from "../payments/pay";
import { isPending } from "../payments/pending";
import type { Env } from "../reply";
import type { World } from "../world";
import { type Access, readAccess } from "./access";
import { type Ctx, leadOn, showClosed, showUnknown } from "./answers";
import { mountAssets } from "./assets";
import { mountBankPages } from "./bank-routes";
import { cardChoices } from "./card-choice";
import { freshDecline, triedAgain } from "./declined";
import { EMPTY, readPayment, readTyped } from "./form";
import { heard, secured } from "./http";
import { returnUrl, stepUrl } from "./links";
import { checkoutPage } from "./page";

/** The hosted page: the shopper's side of a payment link. */
export function mountHostedPage(app: Hono<Env>, world: World): void {
  mountAssets(app);
  app.use("/checkout/*", heard(world));
  mountBankPages(app, world);

  app.get("/checkout/:id", (c) => {
    const intent = currentIntent(world, c.req.param("id"));
    if (!intent) return showUnknown(c, world);
    if (intent.status !== "Created") return showClosed(c, world, intent);
    if (isPending(world, intent)) return leadOn(c, { kind: "busy", intent });
    const access = readAccess(world, intent, query(c));
    const decline = c.req.query("declined") === "1" ? freshDecline(intent) : undefined;
    const method = preselected(world, access, [decline?.method, c.req.query("cpm")]);
    const typed = { ...EMPTY, ...(decline && triedAgain(intent)), method };
    const changed = c.req.query("changed") === "1";
    const state = { ...own(c, intent, access), typed, errors: {}, declined: decline?.reason, changed };
    return secured(c, checkoutPage(world, state), 200, returnUrl(intent));
  });

  app.post("/checkout/:id", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const intent = currentIntent(world, c.req.param("id"));
    if (!intent) return showUnknown(c, world);
    if (intent.status !== "Created") return leadOn(c, { kind: "closed", intent });
    if (isPending(world, intent)) return leadOn(c, { kind: "busy", intent });
    // Paid is what was shown: the merchant may have changed the amount since.
    const shown = form.get("total") ?? String(intent.totalAmount.value);
    if (shown !== String(intent.totalAmount.value)) return c.redirect(stepUrl(c.req.url, "", "changed"), 303);
    const access = readAccess(world, intent, query(c));
    const typed = readTyped(form);
    const read = readPayment(world, access, typed, form);
    if (read.ok) return leadOn(c, attemptPayment(world, intent, read));
    const state = { ...own(c, intent, access), typed, errors: read.errors };
    return secured(c, checkoutPage(world, state), 400, returnUrl(intent));
  });
}

function own(c: Ctx, intent: Intent, access: Access) {
  return { intent, access, action: stepUrl(c.req.url) };
}

/** The first of the wished-for cards that can be used now, else a new card. */
function preselected(world: World, access: Access, wishes: (string | undefined)[]): string {
  const saved = cardChoices(world, access.savedCards).filter((choice) => choice.usable);
  const usable = [...saved.map((choice) => choice.id), ...(access.newCard ? ["new"] : [])];
  const wish = wishes.find((each) => each !== undefined && usable.includes(each));
  return wish ?? (access.newCard ? "new" : (usable[0] ?? "new"));
}

function query(c: Ctx): URLSearchParams {
  return new URL(c.req.url).searchParams;
}
