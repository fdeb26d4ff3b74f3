import type { Context } from "hono";
import { html } from "hono/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Env } from "../../reply";
import type { World } from "../../world";
import { nav } from "./nav";
import type { Markup, View } from "./view";

const POLICY =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The frame of the control pages: no script at all, and a style sheet of their own. */
export function layout(world: World, view: View, { title, body }: { title: string; body: Markup }): Markup {
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_emulator/assets/control.css">
</head>
<body>
<header><p class="strip"><a href="/_emulator">Dojo emulator</a> <span>no money moves</span></p></header>
${nav(world, view)}
<main>${alert(view.refusal)}${body}</main>
</body>
</html>`;
}

/** Why the last form did nothing. It takes the focus, so that it is read out first. */
function alert(refusal: string | undefined): Markup | "" {
  if (refusal === undefined) return "";
  return html`<p class="alert" role="alert" tabindex="-1" autofocus>${refusal}</p>`;
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
