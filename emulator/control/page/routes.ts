import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { readAsset } from "../../asset";
import { Refusal } from "../../errors";
import type { Markup } from "../../markup";
import { presentIntent } from "../../payments/present";
import { currentSetup } from "../../payments/setup";
import { redact } from "../../redact";
import type { Env } from "../../reply";
import { findIntent } from "../../routes/payment-intents";
import type { World } from "../../world";
import { ACTIONS } from "./actions";
import { customerPage } from "./customer";
import { takeDone, withDone } from "./done";
import { foundPage } from "./found";
import { intentPage } from "./intent";
import { send } from "./layout";
import { missingPage } from "./missing";
import { NOTICE_ID } from "./notice";
import { overview } from "./overview";
import { setupPage } from "./setup";
import type { View } from "./view";

/** Where a form may lead back to: a page of this kind and nothing else, whatever was posted. */
const BACK = /^\/_emulator(?:\/(?:intents|customers|setup-intents)\/[\w-]+)?(?:\?[\w=&%+.*-]*)?(?:#[\w-]+)?$/;
const DETAIL = /^\/_emulator\/(intents|customers|setup-intents)\/(.+)$/;

/** The pages for people. Every form posts to `/_emulator/page/…` and is answered by a redirect to a page. */
export function mountPage(app: Hono<Env>, world: World): void {
  for (const name of ["control.css", "phone.css"]) {
    const style = readAsset(`control/assets/${name}`);
    app.get(`/_emulator/assets/${name}`, (c) =>
      c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }),
    );
  }
  for (const path of ["", "/intents/:id", "/customers/:id", "/setup-intents/:id"]) {
    app.get(`/_emulator${path}`, (c) => show(c, world, readView(world, c.req.url), 200));
  }
  app.get("/_emulator/intents/:id/checkout", (c) => openHostedPage(c, world));

  for (const [name, act] of Object.entries(ACTIONS)) {
    app.post(`/_emulator/page/${name}`, async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const back = BACK.test(form.get("back") ?? "") ? String(form.get("back")) : undefined;
      try {
        const done = act(world, form);
        return c.redirect(back === undefined ? "/_emulator" : withDone(back, done, NOTICE_ID), 303);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const view = readView(world, new URL(back ?? "/_emulator", c.req.url).href);
        return show(c, world, refused(view, error, name, form), error.status as ContentfulStatusCode);
      }
    });
  }
  app.get("/_emulator/", (c) => c.redirect("/_emulator"));
  app.get("/_emulator/page/*", (c) => c.redirect("/_emulator", 303));
}

/**
 * Sends the browser to the payment link as a shopper has it. The link holds the customer's secret, so it stands
 * in this redirect alone and in no page; the origin is the one asked, which the form policy allows.
 */
function openHostedPage(c: Context<Env>, world: World): Response {
  const { paymentLink } = presentIntent(world, findIntent(world, c.req.param("id") ?? ""));
  c.header("Referrer-Policy", "no-referrer");
  return c.redirect(paymentLink.slice(world.settings.publicUrl.length), 303);
}

/** The report of the last form is said once: it is in no link of the page. A secret typed into the search neither. */
function readView(world: World, address: string): View {
  const { pathname, searchParams: query } = new URL(address);
  const notice = takeDone(world, query);
  const typed = query.get("find")?.trim();
  if (typed) query.set("find", String(redact(typed.slice(0, 200))));
  else query.delete("find");
  const search = query.toString();
  const path = `${pathname}${search && "?"}${search}`;
  return { path, query, ...(notice === undefined ? {} : { notice }) };
}

function show(c: Context<Env>, world: World, view: View, status: ContentfulStatusCode) {
  const page = findPage(world, view);
  return page ? send(c, page, status) : send(c, missingPage(world, view), 404);
}

function findPage(world: World, view: View): Markup | undefined {
  const [, kind, id = ""] = DETAIL.exec(view.path.replace(/\?.*/, "")) ?? [];
  if (kind === undefined) return view.query.has("find") ? foundPage(world, view) : overview(world, view);
  if (kind === "customers") {
    const customer = world.store.customers.get(id);
    return customer && customerPage(world, customer, view);
  }
  if (kind === "setup-intents") {
    const setup = currentSetup(world, id);
    return setup && setupPage(world, setup, view);
  }
  const intent = world.store.intents.get(id);
  return intent && intentPage(world, intent, view);
}

/** The page the form came from, with the reason at the form and with what was typed there. */
function refused(view: View, error: Refusal, action: string, form: URLSearchParams): View {
  const fields = Object.entries(error.errors ?? {}).map(
    ([field, messages]) => (action === "faults" ? `${field}: ` : "") + messages.join(" "),
  );
  const anchor = /#([\w-]+)$/.exec(form.get("back") ?? "")?.[1] ?? "";
  return {
    ...view,
    notice: { refused: true, text: fields.join(" ") || error.detail, anchor },
    typed: { action, form },
  };
}
