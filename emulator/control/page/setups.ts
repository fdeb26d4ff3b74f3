import { html } from "hono/html";
import type { SetupIntent } from "../../entities";
import type { Markup } from "../../markup";
import { currentSetup } from "../../payments/setup";
import { redact } from "../../redact";
import type { World } from "../../world";
import { cardText } from "./customers";
import { rowButton, sharedForm } from "./forms";
import { customerLink } from "./intents";
import { badge, listSection, NONE, time } from "./parts";
import { type Column, table } from "./table";
import { shown, type View } from "./view";

const COLUMNS: Column[] = [
  { head: "Reference", kind: "text" },
  { head: "Status" },
  { head: "Type" },
  { head: "Customer", kind: "name", label: true },
  { head: "Card", label: true },
  { head: "Created", label: true },
  { head: "Actions", kind: "do" },
];

/** Cards kept for later charges. Dojo's page for them is not played here, so a button enters the card. */
export function setupsSection(world: World, view: View): Markup {
  const list = shown("setups", world.store.setupIntents, view.query);
  return listSection({
    title: "Setup intents",
    list,
    none: html`None yet. <code>POST /setup-intents</code> makes one.`,
    rows: setupTable(world, list.rows, view),
    pages: "setup intents",
    view,
  });
}

/** Also the list of those that a search found. Time may have ended one since it was stored. */
export function setupTable(world: World, setups: SetupIntent[], view: View): Markup {
  const rows = setups.map((setup) => setupRow(world, currentSetup(world, setup.id) ?? setup));
  return html`${sharedForm("authorize-setup", view, "setups")}${table("Setup intents", COLUMNS, rows)}`;
}

function setupRow(world: World, setup: SetupIntent): (Markup | string)[] {
  const { id, status, request, createdAt } = setup;
  const reference = String(redact(request.reference));
  return [
    html`<a href="/_emulator/setup-intents/${id}">${reference}</a> <code class="id">${id}</code>`,
    badge(status),
    request.merchantInitiatedTransactionType,
    customerLink(world, request.customer?.id),
    setupCard(setup) ?? NONE,
    time(createdAt, world.clock.iso()),
    status === "Created" ? rowButton("authorize-setup", id, "Enter a card", reference) : "",
  ];
}

export function setupCard({ paymentDetails }: SetupIntent): string | undefined {
  if (paymentDetails === undefined) return undefined;
  const { cardType, cardNumber, expiryDate } = paymentDetails.card;
  return cardText({ scheme: cardType, pan: cardNumber, expiryDate });
}
