import { html } from "hono/html";
import { OUTCOME_WORDS, schemeName, TEST_CARDS, type TestCard } from "../cards";
import type { Markup } from "../markup";

/** The cards that this page takes, one tap away. */
export function testCards(open: boolean): Markup {
  const own = TEST_CARDS.filter((card) => card.emulatorOnly);
  const published = TEST_CARDS.filter((card) => !card.emulatorOnly);
  return html`<details class="tests" ${open ? "open" : ""}><summary>Test cards</summary>
<p class="muted">Any name and any future expiry date, for example 12/29.</p>
<ul>${published.map(cardLine)}</ul>
<h3>Emulator only, unknown to the real sandbox</h3>
<ul>${own.map(cardLine)}</ul></details>`;
}

function cardLine({ number, scheme, securityCode, outcome }: TestCard): Markup {
  const grouped = number.replace(/(\d{4})(?=\d)/g, "$1 ");
  return html`<li><span class="figure">${grouped}</span> <span class="figure">code ${securityCode}</span>
<button type="button" class="use" hidden data-number="${grouped}" data-code="${securityCode}"
 aria-label="Use the card ${number.slice(-4)}">Use</button>
<span class="result">${schemeName(scheme)}: ${OUTCOME_WORDS[outcome]}</span></li>`;
}
