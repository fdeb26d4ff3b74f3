import { html } from "hono/html";
import { schemeName, shortExpiry } from "../../cards";
import type { SavedCard } from "../../entities";
import { redact } from "../../redact";
import type { World } from "../../world";
import { count, empty, NONE, pager, section, table, time } from "./parts";
import { type Markup, shown, type View } from "./view";

/** Customers and the cards that each of them saved. */
export function customersSection({ store }: World, view: View): Markup {
  const list = shown("customers", store.customers, view.query);
  const cards = cardsOf(
    store.savedCards.all(),
    list.rows.map(({ id }) => id),
  );
  const rows = list.rows.map(
    ({ id, name, emailAddress, createdAt }) => html`<tr>
<td class="text"><a href="/_emulator/customers/${id}">${redact(name) || "Unnamed"}</a> <code class="id">${id}</code></td>
<td class="text">${redact(emailAddress) || NONE}</td>
<td>${cardList(cards.get(id) ?? [])}</td>
<td>${time(createdAt)}</td></tr>`,
  );
  const body =
    list.total === 0
      ? empty(
          html`None yet. <code>POST /customers</code> makes one, <code>POST /_emulator/load</code> thousands.`,
        )
      : html`<p class="note">${count(store.savedCards.size)} saved ${store.savedCards.size === 1 ? "card" : "cards"} in all</p>
${table("Customers", ["Name", "E-mail", "Saved cards", "Created"], rows)}
${pager(list, "Pages of customers", view)}`;
  return section({ id: "customers", title: "Customers", total: list.total, body });
}

/** Cards as they are told apart at a glance; the number keeps its first six and last four digits. */
function cardList(cards: SavedCard[]): Markup | string {
  if (cards.length === 0) return NONE;
  return html`<ul class="cards">${cards.map((card) => html`<li>${cardText(card)}</li>`)}</ul>`;
}

export function cardText({ scheme, pan, expiryDate }: SavedCard): Markup {
  return html`${schemeName(scheme)} <code>${redact(pan)}</code> ${shortExpiry(expiryDate)}`;
}

/** One walk over all cards serves every row; looking them up per customer would be a walk for each. */
function cardsOf(cards: SavedCard[], customerIds: string[]): Map<string, SavedCard[]> {
  const found = new Map<string, SavedCard[]>(customerIds.map((id) => [id, []]));
  for (const card of cards) found.get(card.customerId)?.push(card);
  return found;
}
