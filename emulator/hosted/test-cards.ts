import { html } from "hono/html";
import { schemeName, TEST_CARDS, type TestCard } from "../cards";
import type { Markup } from "./layout";

/** The cards that this page takes, one tap away. */
export function testCards(): Markup {
  return html`<details class="tests"><summary>Test cards</summary>
<p class="muted">Any name and any future expiry date, for example 12/29.</p>
<div class="scroll"><table>
<thead><tr><th scope="col">Number</th><th scope="col">Code</th><th scope="col">Result</th></tr></thead>
<tbody>${TEST_CARDS.map(
    (card) => html`<tr><td><span class="figure">${grouped(card.number)}</span>
<span class="muted">${schemeName(card.scheme)}</span></td>
<td class="figure">${card.securityCode}</td><td>${result(card)}</td></tr>`,
  )}</tbody></table></div></details>`;
}

function grouped(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, "$1 ");
}

function result(card: TestCard): string {
  if (card.declined) return "Declined";
  return card.challenge ? "3-D Secure, then approved" : "Approved";
}
