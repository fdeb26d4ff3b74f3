import { html } from "hono/html";
import type { Markup } from "../../markup";
import type { World } from "../../world";
import { clockSection } from "./clock";
import { customersSection } from "./customers";
import { deliveriesSection } from "./deliveries";
import { faultsSection } from "./faults";
import { form } from "./forms";
import { intentsSection } from "./intents";
import { journalSection } from "./journal";
import { layout } from "./layout";
import { section } from "./parts";
import { setupsSection } from "./setups";
import type { View } from "./view";
import { webhooksSection } from "./webhooks";

/** Everything there is on one page that can be reloaded at will. */
export function overview(world: World, view: View): Markup {
  const { settings } = world;
  const body = html`<div class="title"><h1>${settings.tradingName}</h1>
<p class="muted">API and hosted page at <code>${settings.publicUrl}</code>. As JSON:
<a href="/_emulator/state">state</a>, <a href="/_emulator/journal">journal</a>,
<a href="/_emulator/faults">faults</a>.</p></div>
${clockSection(world, view)}
${intentsSection(world, view)}
${setupsSection(world, view)}
${customersSection(world, view)}
${webhooksSection(world)}
${deliveriesSection(world, view)}
${faultsSection(world, view)}
${journalSection(world, view)}
${resetSection(view)}`;
  return layout(world, view, { title: "Dojo emulator", body });
}

/** Two steps, since nothing brings the data back. */
function resetSection(view: View): Markup {
  const fields = html`<button class="danger">Reset everything</button>`;
  const body = html`<details class="edit"><summary>Reset everything…</summary>
<p>Customers, cards, payment intents, setup intents, refunds, deliveries, faults and the journal's entries go; the
clock returns to real time. Webhook subscriptions and their secrets stay, and so does the journal's numbering.</p>
${form({ action: "reset", view, anchor: "reset", fields })}</details>`;
  return section({ id: "reset", title: "Reset", body, view });
}
