import { html } from "hono/html";
import type { Intent } from "../../entities";
import { formatMoney } from "../../hosted/money";
import type { Markup } from "../../markup";
import { redact } from "../../redact";
import type { World } from "../../world";
import { withoutLink } from "../state";
import { deliveriesOf } from "./deliveries";
import { intentActions } from "./intent-actions";
import { intentEvents, intentMoney } from "./intent-history";
import { customerLink } from "./intents";
import { journalTable } from "./journal";
import { layout } from "./layout";
import { apiJson, badge, empty, facts, section, time } from "./parts";
import { picked, type View } from "./view";

const CALLS = 20;

/** One payment: what may be done with it now, what happened to it, who was told, and the API's own words. */
export function intentPage(world: World, intent: Intent, view: View): Markup {
  const { id, status, totalAmount, paymentEvents } = intent;
  const reference = String(redact(intent.request.reference));
  const actions = html`${intentActions(world, intent, view)}${intentFacts(world, intent)}`;
  const body = html`<div class="title"><h1>${reference}</h1>
<p>${badge(status)} <strong>${formatMoney(totalAmount)}</strong> <code>${id}</code></p></div>
${section({ id: "payment", title: "Payment", body: actions, view })}
${section({ id: "events", title: "Payment events", total: paymentEvents.length, body: intentEvents(intent) })}
${intentMoney(world, intent)}
${deliveries(world, intent, view)}
${calls(world, intent)}
${section({
  id: "json",
  title: "As the API shows it",
  body: html`<p class="note">Without <code>paymentLink</code>, which is a credential.</p>
${apiJson(withoutLink(world, intent), "Payment intent as JSON")}`,
})}`;
  return layout(world, view, { title: `${reference} · Dojo emulator`, body });
}

function intentFacts(world: World, intent: Intent): Markup {
  const { totalAmount, refundedAmount, request, createdAt, updatedAt, expireAt, status, cancelledBy } =
    intent;
  const { currencyCode } = totalAmount;
  const { setupIntentId, customer, captureMode = "Auto" } = request;
  return facts([
    ["Customer", customerLink(world, customer?.id)],
    [
      "Setup intent",
      setupIntentId && html`<a href="/_emulator/setup-intents/${setupIntentId}">${setupIntentId}</a>`,
    ],
    ["Created", time(createdAt)],
    ["Updated", time(updatedAt)],
    ["Expires", status === "Created" ? time(expireAt) : undefined],
    ["Cancelled by", cancelledBy],
    ["Capture", captureMode],
    ["Refunded", refundedAmount > 0 ? formatMoney({ value: refundedAmount, currencyCode }) : undefined],
  ]);
}

function deliveries(world: World, { id }: Intent, view: View): Markup {
  const own = picked(world.store.deliveries.all(), ({ body }) => body.includes(`"${id}"`));
  return deliveriesOf(world, own, view, "None.");
}

function calls(world: World, { id }: Intent): Markup {
  const entries = world.journal.newestAbout(id, CALLS);
  const note = entries.length === CALLS ? html`<p class="note">The newest ${CALLS}.</p>` : "";
  const body = entries.length === 0 ? empty("None.") : html`${note}${journalTable(world, entries)}`;
  return section({ id: "calls", title: "Calls about it", body });
}
