import { html } from "hono/html";
import type { Intent } from "../../entities";
import { formatMoney } from "../../hosted/money";
import type { Markup } from "../../markup";
import { redact } from "../../redact";
import type { World } from "../../world";
import { rowButton, sharedForm } from "./forms";
import { badge, listSection, NONE, time } from "./parts";
import { type Column, table } from "./table";
import { type Shown, shown, type View } from "./view";

const COLUMNS: Column[] = [
  { head: "Reference", kind: "text" },
  { head: "Amount", kind: "figure" },
  { head: "Status" },
  { head: "Customer", kind: "name", label: true },
  { head: "Created", label: true },
  { head: "Events", label: true },
  { head: "Actions", kind: "do" },
];

/** Payment intents with what happened to each, and what a developer does most often. */
export function intentsSection(world: World, view: View): Markup {
  const list = shown("intents", world.store.intents, view.query);
  const none = html`None yet. <code>POST /payment-intents</code> makes one.`;
  return intentList(world, list, view, { title: "Payment intents", none });
}

/** Payments in their own section: all of them, those of one customer, or those that charge one setup intent. */
export function intentList(
  world: World,
  list: Shown<Intent>,
  view: View,
  words: { title: string; none: Markup | string },
): Markup {
  const rows = intentTable(world, list.rows, view, list.name);
  return listSection({ ...words, list, rows, pages: "payment intents", view });
}

/** Also the list of one customer's payments, and of those that a search found. */
export function intentTable(world: World, intents: Intent[], view: View, anchor: string): Markup {
  const rows = intents.map((intent) => intentRow(world, intent));
  return html`${sharedForm("pay", view, anchor)}${sharedForm("cancel", view, anchor)}
${table("Payment intents", COLUMNS, rows)}`;
}

function intentRow(world: World, intent: Intent): (Markup | string)[] {
  return [
    html`<a href="/_emulator/intents/${intent.id}">${redact(intent.request.reference)}</a> <code class="id">${intent.id}</code>`,
    html`${formatMoney(intent.totalAmount)}${refunded(intent)}`,
    html`${badge(intent.status)}${intent.cancelledBy === "expiry" ? html` <small>expired</small>` : ""}`,
    customerLink(world, intent.request.customer?.id),
    time(intent.createdAt, world.clock.iso()),
    eventList(intent),
    rowActions(intent),
  ];
}

/** Buttons that act at once; what wants an amount or a card leads to the payment's own page. */
function rowActions({ id, status, request }: Intent): Markup | "" {
  const reference = String(redact(request.reference));
  const toPage = (text: string) =>
    html`<a href="/_emulator/intents/${id}#payment" aria-label="${text} ${reference}">${text}</a>`;
  if (status === "Captured") return toPage("Refund…");
  if (status === "Authorized") return toPage("Capture…");
  if (status !== "Created") return "";
  return html`<span class="pair">${rowButton("pay", id, "Pay", reference)} ${toPage("Pay with…")}</span>
<span class="pair">${rowButton("cancel", id, "Cancel", reference)}
<a href="/_emulator/intents/${id}/checkout" aria-label="Hosted page of ${reference}">Hosted page</a></span>`;
}

/** A deleted customer has no page any more. */
export function customerLink({ store }: World, id: string | undefined): Markup {
  if (id === undefined) return NONE;
  const customer = store.customers.get(id);
  if (!customer) return html`<code>${id}</code> <small>deleted</small>`;
  return html`<a href="/_emulator/customers/${id}">${redact(customer.name) || "Unnamed"}</a>`;
}

function eventList({ paymentEvents }: Intent): Markup {
  if (paymentEvents.length === 0) return NONE;
  return html`<ol class="events">${paymentEvents.map(({ eventType }) => html`<li>${eventType}</li>`)}</ol>`;
}

function refunded({ refundedAmount, totalAmount }: Intent): Markup | "" {
  if (refundedAmount === 0) return "";
  const { currencyCode } = totalAmount;
  return html` <small>${formatMoney({ value: refundedAmount, currencyCode })} refunded</small>`;
}
