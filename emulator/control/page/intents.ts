import { html } from "hono/html";
import type { Intent } from "../../entities";
import { formatMoney } from "../../hosted/money";
import { redact } from "../../redact";
import type { World } from "../../world";
import { rowButton, sharedForm } from "./forms";
import { badge, empty, NONE, pager, section, table, time } from "./parts";
import { type Markup, shown, type View } from "./view";

const HEADS = ["Reference", "Amount#", "Status", "Customer", "Created", "Events", "Actions"];

/** Payment intents with what happened to each, and the two things a developer does most often. */
export function intentsSection(world: World, view: View): Markup {
  const list = shown("intents", world.store.intents, view.query);
  const body =
    list.total === 0
      ? empty(html`None yet. <code>POST /payment-intents</code> makes one.`)
      : html`${intentTable(world, list.rows, view, "intents")}${pager(list, "Pages of payment intents", view)}`;
  return section({ id: "intents", title: "Payment intents", total: list.total, body });
}

/** Also the list of one customer's payments. */
export function intentTable(world: World, intents: Intent[], view: View, anchor: string): Markup {
  const rows = intents.map((intent) => intentRow(world, intent));
  return html`${sharedForm("pay", view, anchor)}${sharedForm("cancel", view, anchor)}
${table("Payment intents", HEADS, rows)}`;
}

function intentRow(world: World, intent: Intent): Markup {
  const reference = String(redact(intent.request.reference));
  const open = intent.status === "Created";
  return html`<tr>
<td class="text"><a href="/_emulator/intents/${intent.id}">${reference}</a> <code class="id">${intent.id}</code></td>
<td class="figure">${formatMoney(intent.totalAmount)}${refunded(intent)}</td>
<td>${badge(intent.status)}${intent.cancelledBy === "expiry" ? html`<br><small>expired</small>` : ""}</td>
<td class="name">${customerLink(world, intent)}</td>
<td>${time(intent.createdAt)}</td>
<td>${eventList(intent)}</td>
<td class="do">${
    open
      ? html`<a href="/_emulator/intents/${intent.id}/checkout">Open hosted page</a>
${rowButton("pay", intent.id, "Pay", reference)} ${rowButton("cancel", intent.id, "Cancel", reference)}`
      : ""
  }</td></tr>`;
}

/** A deleted customer has no page any more. */
export function customerLink(world: World, intent: Intent): Markup | string {
  const id = intent.request.customer?.id;
  if (id === undefined) return NONE;
  const customer = world.store.customers.get(id);
  if (!customer) return html`<code>${id}</code><br><small>deleted</small>`;
  return html`<a href="/_emulator/customers/${id}">${redact(customer.name) || "Unnamed"}</a>`;
}

function eventList({ paymentEvents }: Intent): Markup | string {
  if (paymentEvents.length === 0) return NONE;
  return html`<ol class="events">${paymentEvents.map(({ eventType }) => html`<li>${eventType}</li>`)}</ol>`;
}

function refunded({ refundedAmount, totalAmount }: Intent): Markup | "" {
  if (refundedAmount === 0) return "";
  const { currencyCode } = totalAmount;
  return html`<br><small>${formatMoney({ value: refundedAmount, currencyCode })} refunded</small>`;
}
