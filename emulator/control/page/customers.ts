import { html } from "hono/html";
import { schemeName, shortExpiry } from "../../cards";
import type { Customer, SavedCard } from "../../entities";
import type { Markup } from "../../markup";
import { redact } from "../../redact";
import type { World } from "../../world";
import { count, listSection, NONE, time } from "./parts";
import { type Column, table } from "./table";
import { shown, type View } from "./view";

const COLUMNS: Column[] = [
  { head: "Name", kind: "text" },
  { head: "E-mail", kind: "text" },
  { head: "Saved cards", label: true },
  { head: "Created", label: true },
];

/** Customers and the cards that each of them saved. */
export function customersSection(world: World, view: View): Markup {
  const { customers, savedCards } = world.store;
  const list = shown("customers", customers, view.query);
  const cards = `${count(savedCards.size)} saved ${savedCards.size === 1 ? "card" : "cards"} in all.`;
  const hint =
    list.pages === 1
      ? ""
      : html` Newest first, loaded ones too: <a href="#find">find yours</a> by name, e-mail, id or card.`;
  return listSection({
    title: "Customers",
    list,
    none: html`None yet. <code>POST /customers</code> makes one, <code>POST /_emulator/load</code> thousands.`,
    rows: html`<p class="note">${cards}${hint}</p>
${customerTable(world, list.rows)}`,
    pages: "customers",
    view,
  });
}

/** Also the list of those that a search found. */
export function customerTable({ store, clock }: World, customers: Customer[]): Markup {
  const cards = cardsOf(
    store.savedCards.all(),
    customers.map(({ id }) => id),
  );
  const rows = customers.map(({ id, name, emailAddress, createdAt }) => [
    html`<a href="/_emulator/customers/${id}">${redact(name) || "Unnamed"}</a> <code class="id">${id}</code>`,
    html`${redact(emailAddress) || NONE}`,
    cardList(cards.get(id) ?? []),
    time(createdAt, clock.iso()),
  ]);
  return table("Customers", COLUMNS, rows);
}

function cardList(cards: SavedCard[]): Markup | string {
  if (cards.length === 0) return NONE;
  return html`<ul class="cards">${cards.map((card) => html`<li>${cardText(card)}</li>`)}</ul>`;
}

/** A card as people tell it apart, and as the hosted page names it. */
export function cardText({ scheme, pan, expiryDate }: Pick<SavedCard, "scheme" | "pan" | "expiryDate">) {
  return `${schemeName(scheme)} ending ${pan.slice(-4)}, ${shortExpiry(expiryDate)}`;
}

/** One walk over all cards serves every row; looking them up per customer would be a walk for each. */
function cardsOf(cards: SavedCard[], customerIds: string[]): Map<string, SavedCard[]> {
  const found = new Map<string, SavedCard[]>(customerIds.map((id) => [id, []]));
  for (const card of cards) found.get(card.customerId)?.push(card);
  return found;
}
