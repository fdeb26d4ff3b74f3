import { html } from "hono/html";
import type { Markup } from "../../markup";
import type { World } from "../../world";
import { isSpent } from "./faults";
import { count } from "./parts";
import type { View } from "./view";

/** The way to every section, with how much is in it; on every page, so that none is a dead end. */
export function nav({ store, faults, journal }: World, view: View): Markup {
  const liveFaults = faults.counted().filter((rule) => !isSpent(rule));
  const links: [id: string, text: string, total?: number][] = [
    ["clock", "Clock"],
    ["intents", "Payment intents", store.intents.size],
    ["setups", "Setup intents", store.setupIntents.size],
    ["customers", "Customers", store.customers.size],
    ["webhooks", "Subscriptions", store.subscriptions.size],
    ["deliveries", "Deliveries", store.deliveries.size],
    ["faults", "Faults", liveFaults.length],
    ["journal", "Journal", journal.size],
    ["reset", "Reset"],
  ];
  const onOverview = /^\/_emulator(\?|$)/.test(view.path) && !view.query.has("find");
  const base = onOverview ? "" : "/_emulator";
  return html`<nav class="sections" aria-label="Sections"><ul>${links.map(
    ([id, text, total]) =>
      html`<li><a href="${base}#${id}">${text}${total === undefined ? "" : html` <span class="count">${count(total)}</span>`}</a></li>`,
  )}</ul><a class="reload" href="${view.path}">Reload</a></nav>`;
}
