import { html } from "hono/html";
import { htmlDocument, type Markup } from "../markup";

type Page = { title: string; merchant: string; body: Markup; head?: Markup };

/** The frame of every hosted page. The strip says what this is, on all of them. */
export function layout({ title, merchant, body, head }: Page): Markup {
  return htmlDocument({
    title,
    head: html`<link rel="stylesheet" href="/assets/checkout.css">
<script type="module" src="/assets/checkout.js"></script>
${head ?? ""}`,
    body: html`<header>
<p class="strip"><strong>Dojo emulator</strong>, no money moves</p>
<p class="bar"><span class="merchant">${merchant}</span><span class="secure">Secure checkout</span></p>
</header>
<main>${body}</main>`,
  });
}

/** A page with one message and a way back when one is known. */
export function notice(parts: {
  merchant: string;
  heading: string;
  text: string;
  back?: { href: string; label: string } | undefined;
}): Markup {
  const { merchant, heading, text, back } = parts;
  const link = back ? html`<p><a class="button" href="${back.href}">${back.label}</a></p>` : "";
  const body = html`<section class="panel notice"><h1>${heading}</h1><p>${text}</p>${link}</section>`;
  return layout({ title: `${heading} · ${merchant}`, merchant, body });
}
