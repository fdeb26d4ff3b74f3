import { html } from "hono/html";
import { findCardByToken, schemeName } from "../cards";
import type { Challenge, Intent } from "../entities";
import type { Markup } from "../markup";
import type { World } from "../world";
import { layout } from "./layout";
import { merchantName } from "./links";
import { formatMoney } from "./money";
import { cancelLink } from "./page";

type Urls = { action: string; back: string };

/** The bank's 3-D Secure step; leaving it without an answer leaves the payment open. */
export function challengePage(world: World, intent: Intent, challenge: Challenge, urls: Urls): Markup {
  const merchant = merchantName(world, intent);
  const card = findCardByToken(challenge.token);
  const used = card ? `${schemeName(card.scheme)} ending ${card.number.slice(-4)}` : "your card";
  const hopeless = card?.outcome === "challengeFails";
  const body = html`<section class="panel notice">
<h1>Confirm it is you</h1>
<p>Your bank asks you to confirm <strong class="figure">${formatMoney(intent.totalAmount)}</strong> to ${merchant}
 with ${used}.</p>
${hopeless ? html`<p class="note">This test card fails here, whatever you press.</p>` : ""}
<form method="post" action="${urls.action}">
<div class="pair">
<button type="submit" name="outcome" value="pass">Confirm payment</button>
<button type="submit" name="outcome" value="fail" class="quiet">Fail</button>
</div>
</form>
<div class="ways">
<p class="cancel"><a href="${urls.back}">Back to payment</a></p>
${cancelLink(intent)}
</div>
</section>`;
  return layout({ title: `Confirm payment · ${merchant}`, merchant, body });
}
