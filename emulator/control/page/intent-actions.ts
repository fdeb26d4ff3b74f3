import { html } from "hono/html";
import { isExpired, OUTCOME_WORDS, schemeName, TEST_CARDS } from "../../cards";
import { savedCardsOf } from "../../customers";
import type { Intent } from "../../entities";
import type { Markup } from "../../markup";
import { capturedAmount } from "../../payments/capture";
import { paymentMethods } from "../../payments/present";
import { refundableAmount } from "../../payments/refund";
import type { World } from "../../world";
import { cardText } from "./customers";
import { actionButton, form, numberField } from "./forms";
import { typedIn, type View } from "./view";

/** What may be done with a payment in its present state. */
export function intentActions(world: World, intent: Intent, view: View): Markup | "" {
  const { id, status, request } = intent;
  const button = (action: string, text: string) => actionButton(action, id, text, view, "payment");
  if (status === "Created") {
    const charge = request.setupIntentId === undefined ? "" : button("charge", "Charge the kept card");
    return html`<div class="row">${payForm(world, intent, view)}${charge}${button("cancel", "Cancel")}
<a href="/_emulator/intents/${id}/checkout">Open hosted page</a></div>`;
  }
  const held = heldAmount(intent);
  const refundable = status === "Captured" ? refundableAmount(intent) : 0;
  if (held === 0 && refundable === 0) return "";
  return html`<div class="row">${held > 0 ? amountForm("capture", "Capture", held, intent, view) : ""}
${status === "Authorized" ? button("release", "Release") : ""}
${refundable > 0 ? amountForm("refund", "Refund", refundable, intent, view) : ""}</div>`;
}

/** What is held and not taken yet, in minor units; a refund ends the capturing. */
function heldAmount(intent: Intent): number {
  const { status, request, refundedAmount, totalAmount } = intent;
  const partly = status === "Captured" && request.captureMode === "Manual" && refundedAmount === 0;
  return status === "Authorized" || partly ? totalAmount.value - capturedAmount(intent) : 0;
}

function amountForm(
  action: string,
  text: string,
  left: number,
  { id, totalAmount }: Intent,
  view: View,
): Markup {
  const typed = typedIn(view, action, "amount");
  const label = `${text}, ${minorUnits(totalAmount.currencyCode)}`;
  const fields = html`<input type="hidden" name="id" value="${id}">
<p class="buttons">${numberField({ id: action, name: "amount", label, value: left, typed })}
<button>${text}</button></p>`;
  return form({ action, view, anchor: "payment", fields });
}

export function minorUnits(currencyCode: string): string {
  return currencyCode === "GBP" ? "pence" : "cents";
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
      html`<option value="${card.id}">Saved ${cardText(card)}${isExpired(card.expiryDate, now) ? ", expired" : ""}</option>`,
  )}${testCardOptions()}</select>
${customerId === undefined ? "" : html`<label class="tick"><input type="checkbox" name="saveCard" value="yes"> Save the card</label>`}
<button>Pay</button></p>`;
  return form({ action: "pay", view, anchor: "payment", fields });
}

export function testCardOptions(): Markup[] {
  return TEST_CARDS.map(
    ({ token, scheme, number, outcome }) =>
      html`<option value="${token}">${schemeName(scheme)} ending ${number.slice(-4)}, ${OUTCOME_WORDS[outcome]}</option>`,
  );
}
