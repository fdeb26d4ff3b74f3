import { html } from "hono/html";
import { isExpired, OUTCOME_WORDS, schemeName, shortExpiry, TEST_CARDS } from "../../cards";
import { savedCardsOf } from "../../customers";
import type { Intent, PaymentEvent } from "../../entities";
import { formatMoney } from "../../hosted/money";
import { paymentMethods } from "../../payments/present";
import { refundableAmount } from "../../payments/refund";
import { redact } from "../../redact";
import type { World } from "../../world";
import { withoutLink } from "../state";
import { deliveryList } from "./deliveries";
import { actionButton, form } from "./forms";
import { customerLink } from "./intents";
import { layout } from "./layout";
import { badge, empty, facts, prettyJson, section, table, time } from "./parts";
import { type Markup, newestOf, type View } from "./view";

/** One payment: what may be done with it now, what happened to it, who was told, and the API's own words. */
export function intentPage(world: World, intent: Intent, view: View): Markup {
  const reference = String(redact(intent.request.reference));
  const deliveries = newestOf(world.store.deliveries.all(), ({ body }) => body.includes(`"${intent.id}"`));
  const body = html`<div class="title"><h1>${reference}</h1>
<p>${badge(intent.status)} <strong>${formatMoney(intent.totalAmount)}</strong> <code>${intent.id}</code></p></div>
${section({ id: "payment", title: "Payment", body: html`${intentFacts(world, intent)}${actions(world, intent, view)}` })}
${section({ id: "events", title: "Payment events", total: intent.paymentEvents.length, body: events(intent) })}
${section({
  id: "deliveries",
  title: "Webhook deliveries",
  total: deliveries.length,
  body: deliveries.length > 0 ? deliveryList(world, deliveries, view, "deliveries") : empty("None."),
})}
${section({
  id: "json",
  title: "As the API shows it",
  body: html`<p class="note">Without <code>paymentLink</code>, which is a credential.</p>
${prettyJson(withoutLink(world, intent), "Payment intent as JSON")}`,
})}`;
  return layout(world, view, { title: `${reference} · Dojo emulator`, body });
}

function intentFacts(world: World, intent: Intent): Markup {
  const { totalAmount, refundedAmount, request } = intent;
  const { currencyCode } = totalAmount;
  return facts([
    ["Customer", customerLink(world, intent)],
    ["Created", time(intent.createdAt)],
    ["Updated", time(intent.updatedAt)],
    ["Expires", intent.status === "Created" ? time(intent.expireAt) : undefined],
    ["Cancelled by", intent.cancelledBy],
    ["Capture", request.captureMode ?? "Auto"],
    ["Refunded", refundedAmount > 0 ? formatMoney({ value: refundedAmount, currencyCode }) : undefined],
  ]);
}

function actions(world: World, intent: Intent, view: View): Markup | "" {
  if (intent.status === "Captured") return refundForm(intent, view);
  if (intent.status !== "Created") return "";
  return html`<p><a href="/_emulator/intents/${intent.id}/checkout">Open hosted page</a></p>
<div class="row">${payForm(world, intent, view)}${actionButton("cancel", intent.id, "Cancel", view, "payment")}</div>`;
}

/** Cards go by a name, never by their number: the page holds none. */
function payForm(world: World, intent: Intent, view: View): Markup {
  const customerId = intent.request.customer?.id;
  const takesSaved = paymentMethods(intent).includes("SavedCard");
  const saved = customerId === undefined || !takesSaved ? [] : savedCardsOf(world, customerId);
  const now = world.clock.now();
  const fields = html`<input type="hidden" name="id" value="${intent.id}">
<p class="buttons"><label for="card">Pay with</label>
<select id="card" name="card">${saved.map(
    (card) =>
      html`<option value="${card.id}">Saved ${schemeName(card.scheme)} ending ${card.pan.slice(-4)}, ${
        isExpired(card.expiryDate, now) ? "expired" : shortExpiry(card.expiryDate)
      }</option>`,
  )}${TEST_CARDS.map(
    ({ token, scheme, number, outcome }) =>
      html`<option value="${token}">${schemeName(scheme)} ending ${number.slice(-4)}, ${OUTCOME_WORDS[outcome]}</option>`,
  )}</select>
${customerId === undefined ? "" : html`<label class="tick"><input type="checkbox" name="saveCard" value="yes"> Save the card</label>`}
<button>Pay</button></p>`;
  return form({ action: "pay", view, anchor: "payment", fields });
}

function refundForm(intent: Intent, view: View): Markup {
  const left = refundableAmount(intent);
  const fields = html`<input type="hidden" name="id" value="${intent.id}">
<p class="buttons"><label for="amount">Refund in the portal, minor units</label>
<input id="amount" name="amount" inputmode="numeric" maxlength="9" size="8" value="${left}" autocomplete="off">
<button>Refund</button></p>`;
  return form({ action: "refund", view, anchor: "payment", fields });
}

function events({ paymentEvents }: Intent): Markup {
  if (paymentEvents.length === 0) return empty("None yet.");
  return table("Payment events", ["Time", "Event", "Card", "Transaction"], paymentEvents.map(eventRow));
}

function eventRow(event: PaymentEvent): Markup {
  const { transactionDateTime, eventType, cardType, cardNumber, transactionId } = event;
  return html`<tr><td>${time(transactionDateTime)}</td><td>${eventType}</td>
<td>${schemeName(cardType)} <code>${redact(cardNumber)}</code></td><td><code>${transactionId}</code></td></tr>`;
}
