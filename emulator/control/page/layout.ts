import type { Context } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { htmlDocument, type Markup } from "../../markup";
import type { Env } from "../../reply";
import type { World } from "../../world";
import { nav } from "./nav";
import { noticeAt } from "./notice";
import type { View } from "./view";

const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The frame of the control pages: no script at all, style sheets of their own, and the search on every page. */
export function layout(world: World, view: View, { title, body }: { title: string; body: Markup }): Markup {
  return htmlDocument({
    title,
    head: html`<link rel="stylesheet" href="/_emulator/assets/control.css">
<link rel="stylesheet" href="/_emulator/assets/phone.css" media="(max-width: 800px)">`,
    body: html`<header class="strip"><p><a href="/_emulator">Dojo emulator</a> <span>no money moves</span></p>${search(view)}</header>
${nav(world, view)}
<main>${noticeAt(view, "")}${body}</main>`,
  });
}

function search(view: View): Markup {
  return html`<form class="find" role="search" action="/_emulator">
<label class="hidden" for="find">Find by id, reference, name, e-mail or last four digits</label>
<input id="find" name="find" type="search" maxlength="200" autocomplete="off" spellcheck="false"
 placeholder="id, reference, name, e-mail, last four" value="${view.query.get("find") ?? ""}">
<button>Find</button></form>`;
}

/** `same-origin`, because a browser that sends no referrer posts `Origin: null`, which the guard refuses. */
export function send(
  c: Context<Env>,
  page: Markup,
  status: ContentfulStatusCode,
): Response | Promise<Response> {
  c.header("Content-Security-Policy", POLICY);
  c.header("Referrer-Policy", "same-origin");
  c.header("X-Content-Type-Options", "nosniff");
  return c.html(page, status);
}
