import { html } from "hono/html";
import type { Intent } from "../entities";
import type { Markup } from "../markup";
import type { Money } from "../schemas/common";
import { formatMoney } from "./money";

type Line = { name: string; quantity?: number | undefined; amount: Money | null };

/** A longer order is folded after its first lines, so that a phone is not scrolled for ever to the form. */
const LINES_SHOWN = 8;

/** What is being paid for, as the merchant sent it and wants it shown; nothing when nothing is left of it. */
export function orderSummary(intent: Intent): Markup | "" {
  const { itemLines = [], taxLines = [], config, reference } = intent.request;
  const items = itemLines.map(({ name, caption, quantity, amountTotal: amount }) => ({
    name: name ?? caption ?? "Item",
    quantity,
    amount,
  }));
  const taxes = taxLines.map(({ caption: name = "Tax", amountTotal: amount }) => ({ name, amount }));
  const referenceShown = config?.details?.showReference !== false;
  const totalShown = showsTotal(intent);
  if (items.length + taxes.length === 0 && !totalShown && !referenceShown) return "";
  return html`<section class="order" aria-labelledby="order-heading">
<h2 id="order-heading">Your order</h2>
${itemLists(items)}
${orderList(taxes)}
${totalShown ? html`<p class="total"><span>Total</span> <strong>${formatMoney(intent.totalAmount)}</strong></p>` : ""}
${referenceShown ? html`<p class="reference">Reference ${reference}</p>` : ""}
</section>`;
}

/** Whether the merchant lets this page name the total. */
export function showsTotal(intent: Intent): boolean {
  return intent.request.config?.details?.showTotal !== false;
}

function itemLists(items: Line[]): Markup {
  if (items.length <= LINES_SHOWN + 1) return orderList(items);
  const folded = items.slice(LINES_SHOWN);
  return html`${orderList(items.slice(0, LINES_SHOWN))}
<details><summary>${folded.length} more items</summary>${orderList(folded)}</details>`;
}

function orderList(lines: Line[]): Markup {
  return lines.length === 0 ? html`` : html`<ul>${lines.map(orderLine)}</ul>`;
}

function orderLine({ name, quantity = 1, amount }: Line): Markup {
  const times = quantity < 2 ? "" : html` <span class="muted">× ${quantity}</span>`;
  const figure = amount ? html` <span class="figure">${formatMoney(amount)}</span>` : "";
  return html`<li><span>${name}${times}</span>${figure}</li>`;
}
