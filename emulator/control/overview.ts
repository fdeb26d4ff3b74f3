import type { Context } from "hono";
import { html } from "hono/html";
import type { Env } from "../reply";
import type { World } from "../world";

const SHOWN = 50;

/** A plain page for people: what is there, and how the newest webhooks fared. */
export function overview(c: Context<Env>, world: World): Response | Promise<Response> {
  const { store, clock, faults } = world;
  const counts = [
    ["Customers", store.customers.all().length],
    ["Saved cards", store.savedCards.all().length],
    ["Payment intents", store.intents.all().length],
    ["Webhook subscriptions", store.subscriptions.all().length],
    ["Faults switched on", faults.list().length],
  ];
  const deliveries = store.deliveries.all().slice(-SHOWN).reverse();
  c.header(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  return c.html(html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dojo emulator</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/checkout.css">
</head>
<body>
<header><p class="strip"><strong>Dojo emulator</strong>, no money moves</p></header>
<main>
<h1 class="title">Dojo emulator</h1>
<p>The clock says ${clock.iso()}. As JSON: <a href="/_emulator/state">state</a>,
 <a href="/_emulator/journal">journal</a>, <a href="/_emulator/faults">faults</a>.</p>
<div class="scroll"><table><tbody>${counts.map(
    ([name, count]) => html`<tr><th scope="row">${name}</th><td class="figure">${count}</td></tr>`,
  )}</tbody></table></div>
<h2 class="section">Webhook deliveries, newest first</h2>
${
  deliveries.length === 0
    ? html`<p>None yet. Subscribe with <code>POST /webhooks</code>.</p>`
    : html`<div class="scroll"><table>
<thead><tr><th scope="col">Event</th><th scope="col">State</th><th scope="col">Answers</th><th scope="col">To</th>
<th scope="col">Again</th></tr></thead>
<tbody>${deliveries.map(
        (delivery) => html`<tr><td>${delivery.event}<br><span class="muted">${delivery.eventId}</span></td>
<td>${delivery.state}</td>
<td>${delivery.attempts.map((attempt) => attempt.status ?? attempt.error ?? "none").join(", ") || "none yet"}</td>
<td>${delivery.url}</td>
<td><form class="inline" method="post" action="/_emulator/deliveries/${delivery.id}/redeliver">
<button class="small">Redeliver</button></form></td></tr>`,
      )}</tbody></table></div>`
}
</main>
</body>
</html>`);
}
