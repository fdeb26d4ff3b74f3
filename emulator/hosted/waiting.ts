import { html } from "hono/html";
import { findCardByToken, schemeName } from "../cards";
import type { Intent, PendingPayment } from "../entities";
import type { Markup } from "../markup";
import type { World } from "../world";
import { layout } from "./layout";
import { merchantName } from "./links";

/**
 * A slow bank. The page asks by itself whether there is an answer: its script quietly, so that a screen reader is
 * not sent back to the top every two seconds, and without JavaScript by loading again.
 */
export function waitingPage(world: World, intent: Intent, pending: PendingPayment, ownUrl: string): Markup {
  const merchant = merchantName(world, intent);
  const card = findCardByToken(pending.token);
  const used = card ? ` about ${schemeName(card.scheme)} ending ${card.number.slice(-4)}` : "";
  const body = html`<section class="panel notice">
<h1>Waiting for your bank</h1>
<p class="progress" aria-hidden="true"></p>
<p>Your bank takes longer than usual to answer${used}. Keep this page open: it goes on by itself.</p>
<p class="note">Please do not pay again elsewhere. If you leave, the payment may still be made.</p>
<p class="cancel"><a href="${ownUrl}">Look again now</a></p>
</section>`;
  const head = html`<noscript><meta http-equiv="refresh" content="2"></noscript>
<script type="module" src="/assets/waiting.js"></script>`;
  return layout({ title: `Waiting for your bank · ${merchant}`, merchant, body, head });
}
