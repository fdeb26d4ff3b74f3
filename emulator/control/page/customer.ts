import { html } from "hono/html";
import { isExpired } from "../../cards";
import { savedCardsOf } from "../../customers";
import type { Customer } from "../../entities";
import { redact } from "../../redact";
import { presentCustomer } from "../../routes/customers";
import type { World } from "../../world";
import { cardText } from "./customers";
import { intentTable } from "./intents";
import { layout } from "./layout";
import { empty, prettyJson, section, table } from "./parts";
import { type Markup, newestOf, type View } from "./view";

/** One customer with cards and payments, and the API's own words. */
export function customerPage(world: World, customer: Customer, view: View): Markup {
  const { id } = customer;
  const name = String(redact(customer.name) || "Unnamed customer");
  const cards = savedCardsOf(world, id);
  const intents = newestOf(world.store.intents.all(), ({ request }) => request.customer?.id === id);
  const now = world.clock.now();
  const cardRows = cards.map(
    (
      card,
    ) => html`<tr><td>${cardText(card)}</td><td>${isExpired(card.expiryDate, now) ? "expired" : "usable"}</td>
<td><code>${card.id}</code></td></tr>`,
  );
  const body = html`<div class="title"><h1>${name}</h1><p>${redact(customer.emailAddress)} <code>${id}</code></p></div>
${section({
  id: "cards",
  title: "Saved cards",
  total: cards.length,
  body: cards.length > 0 ? table("Saved cards", ["Card", "State", "Id"], cardRows) : empty("None."),
})}
${section({
  id: "intents",
  title: "Payment intents",
  total: intents.length,
  body: intents.length > 0 ? intentTable(world, intents, view, "intents") : empty("None."),
})}
${section({
  id: "json",
  title: "As the API shows it",
  body: prettyJson(presentCustomer(customer), "Customer as JSON"),
})}`;
  return layout(world, view, { title: `${name} · Dojo emulator`, body });
}
