import { html } from "hono/html";
import { isExpired } from "../../cards";
import { savedCardsOf } from "../../customers";
import type { Customer } from "../../entities";
import type { Markup } from "../../markup";
import { redact } from "../../redact";
import { presentCustomer } from "../../routes/customers";
import type { World } from "../../world";
import { cardText } from "./customers";
import { intentList } from "./intents";
import { layout } from "./layout";
import { apiJson, empty, section } from "./parts";
import { type Column, table } from "./table";
import { picked, shown, type View } from "./view";

const CARD_COLUMNS: Column[] = [{ head: "Card" }, { head: "State" }, { head: "Id", kind: "text" }];

/** One customer with cards and payments, and the API's own words. */
export function customerPage(world: World, customer: Customer, view: View): Markup {
  const { id } = customer;
  const name = String(redact(customer.name) || "Unnamed customer");
  const cards = savedCardsOf(world, id);
  const own = picked(world.store.intents.all(), ({ request }) => request.customer?.id === id);
  const intents = shown("intents", own, view.query);
  const now = world.clock.now();
  const cardRows = cards.map((card) => [
    cardText(card),
    isExpired(card.expiryDate, now) ? "expired" : "usable",
    html`<code>${card.id}</code>`,
  ]);
  const body = html`<div class="title"><h1>${name}</h1><p>${redact(customer.emailAddress)} <code>${id}</code></p></div>
${section({
  id: "cards",
  title: "Saved cards",
  total: cards.length,
  body: cards.length > 0 ? table("Saved cards", CARD_COLUMNS, cardRows) : empty("None."),
})}
${intentList(world, intents, view, { title: "Payment intents", none: "None." })}
${section({
  id: "json",
  title: "As the API shows it",
  body: apiJson(presentCustomer(customer), "Customer as JSON"),
})}`;
  return layout(world, view, { title: `${name} · Dojo emulator`, body });
}
