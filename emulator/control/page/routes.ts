import type { Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { readAsset } from "../../asset";
import { Refusal } from "../../errors";
import { presentIntent } from "../../payments/present";
import type { Env } from "../../reply";
import { findIntent } from "../../routes/payment-intents";
import type { World } from "../../world";
import { ACTIONS } from "./actions";
import { customerPage } from "./customer";
import { intentPage } from "./intent";
import { send } from "./layout";
import { missingPage } from "./missing";
import { overview } from "./overview";
import type { Markup, View } from "./view";

const STYLE = readAsset("control/assets/control.css");
/** Where a form may lead back to: a page of this kind and nothing else, whatever was posted. */
const BACK = /^\/_emulator(?:\/(?:intents|customers)\/[\w-]+)?(?:\?[\w=&]*)?(?:#[\w-]+)?$/;
const DETAIL = /^\/_emulator\/(intents|customers)\/(.+)$/;

/** The pages for people. Every form posts to `/_emulator/page/…` and is answered by a redirect to a page. */
export function mountPage(app: Hono<Env>, world: World): void {
  app.get("/_emulator/assets/control.css", (c) =>
    c.body(STYLE, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
  for (const path of ["/_emulator", "/_emulator/intents/:id", "/_emulator/customers/:id"]) {
    app.get(path, (c) => {
      const { pathname, search, searchParams } = new URL(c.req.url);
      return show(c, world, { path: pathname + search, query: searchParams }, 200);
    });
  }
  app.get("/_emulator/intents/:id/checkout", (c) => openHostedPage(c, world));

  for (const [name, act] of Object.entries(ACTIONS)) {
    app.post(`/_emulator/page/${name}`, async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const back = BACK.test(form.get("back") ?? "") ? String(form.get("back")) : "/_emulator";
      try {
        act(world, form);
        return c.redirect(back, 303);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return show(c, world, refusedView(error, back, form), error.status as ContentfulStatusCode);
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

function show(c: Context<Env>, world: World, view: View, status: ContentfulStatusCode) {
  const page = findPage(world, view);
  return page ? send(c, page, status) : send(c, missingPage(world, view), 404);
}

function findPage(world: World, view: View): Markup | undefined {
  const [, kind, id = ""] = DETAIL.exec(view.path.replace(/\?.*/, "")) ?? [];
  if (kind === undefined) return overview(world, view);
  if (kind === "customers") {
    const customer = world.store.customers.get(id);
    return customer && customerPage(world, customer, view);
  }
  const intent = world.store.intents.get(id);
  return intent && intentPage(world, intent, view);
}

/** The page the form came from, with the reason, and with what was typed where that is long. */
function refusedView(error: Refusal, back: string, form: URLSearchParams): View {
  const { pathname, search, searchParams } = new URL(back, "http://127.0.0.1");
  const fields = Object.entries(error.errors ?? {}).map(
    ([field, messages]) => `${field === "$" ? "" : `${field}: `}${messages.join(" ")}`,
  );
  const typedFaults = form.get("faults");
  return {
    path: pathname + search,
    query: searchParams,
    refusal: fields.join(" ") || error.detail,
    ...(typedFaults === null ? {} : { typedFaults }),
  };
}
