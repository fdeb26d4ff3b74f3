import { html } from "hono/html";
import type { Intent } from "../entities";
import type { Markup } from "./layout";
import { formatMoney } from "./money";

/** What is being paid for, as the merchant sent it. */
export function orderSummary(intent: Intent): Markup {
  const { request, totalAmount } = intent;
  const lines = [
    ...(request.itemLines ?? []).map((line) => ({
      name: line.name ?? "Item",
      quantity: line.quantity,
      amount: line.amountTotal,
    })),
    ...(request.taxLines ?? []).map((line) => ({
      name: line.caption ?? "Tax",
      quantity: undefined,
      amount: line.amountTotal,
    })),
  ];
  return html`<section class="order" aria-labelledby="order-heading">
<h2 id="order-heading">Your order</h2>
${lines.length > 0 ? html`<ul>${lines.map(orderLine)}</ul>` : ""}
<p class="total"><span>Total</span> <strong>${formatMoney(totalAmount)}</strong></p>
<p class="muted">Reference ${request.reference}</p>
</section>`;
}

function orderLine(line: {
  name: string;
  quantity: number | undefined;
  amount: Intent["totalAmount"];
}): Markup {
  const quantity =
    line.quantity === undefined || line.quantity === 1
      ? ""
      : html` <span class="muted">× ${line.quantity}</span>`;
  return html`<li><span>${line.name}${quantity}</span> <span class="figure">${formatMoney(line.amount)}</span></li>`;
}
