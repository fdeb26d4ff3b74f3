import { html } from "hono/html";
import type { Intent } from "../entities";
import type { World } from "../world";
import type { Access } from "./access";
import { cardChoice, cardChoices } from "./card-choice";
import { textField } from "./field";
import type { Errors, Typed } from "./form";
import { layout, type Markup } from "./layout";
import { merchantName } from "./links";
import { formatMoney } from "./money";
import { orderSummary } from "./order";
import { testCards } from "./test-cards";

export type PageState = {
  intent: Intent;
  access: Access;
  /** Where the form posts: this page's own address with its query. */
  action: string;
  typed: Typed;
  errors: Errors;
  declined: boolean;
};

const FIELD_IDS: Record<keyof Errors, string> = {
  method: "method-new",
  cardNumber: "card-number",
  expiry: "expiry-date",
  securityCode: "security-code",
  cardName: "card-name",
};

/** The payment page. It works without JavaScript; one security code serves saved and new cards alike. */
export function checkoutPage(world: World, state: PageState): Markup {
  const { intent, errors } = state;
  const merchant = merchantName(world, intent);
  const failed = Object.keys(errors).length > 0;
  const body = html`<h1 class="title">Pay ${merchant}</h1>
<div class="columns">
${orderSummary(intent)}
<section class="panel" aria-labelledby="pay-heading">
<h2 id="pay-heading">Payment</h2>
${state.declined ? declineAlert() : ""}
${failed ? errorSummary(errors) : ""}
${paymentForm(world, state)}
${testCards()}
</section>
</div>`;
  return layout({ title: `${failed ? "Error: " : ""}Pay ${merchant}`, merchant, body });
}

function paymentForm(world: World, state: PageState): Markup {
  const { intent, access, typed, errors } = state;
  const choices = cardChoices(world, access.savedCards);
  if (!access.newCard && !choices.some((choice) => choice.usable)) {
    return html`<p>No card can be used for this payment.</p>${cancelLink(intent)}`;
  }
  return html`<form method="post" action="${state.action}" novalidate>
${choices.length > 0 ? cardChoice(choices, typed.method, access.newCard, errors.method) : choiceError(errors)}
<div class="fields">
${access.newCard ? newCardFields(typed, errors) : ""}
${textField({
  id: FIELD_IDS.securityCode,
  name: "securityCode",
  label: "Security code",
  hint: "3 digits on the back",
  autocomplete: "cc-csc",
  numeric: true,
  error: errors.securityCode,
  className: "half",
})}
${access.newCard ? nameField(typed, errors) : ""}
${access.maySave ? saveBox(typed) : ""}
</div>
<button type="submit">Pay ${formatMoney(intent.totalAmount)}</button>
${cancelLink(intent)}
</form>`;
}

function newCardFields(typed: Typed, errors: Errors): Markup {
  return html`${textField({
    id: FIELD_IDS.cardNumber,
    name: "cardNumber",
    label: "Card number",
    autocomplete: "cc-number",
    numeric: true,
    value: typed.cardNumber,
    error: errors.cardNumber,
    className: "new-card",
  })}
${textField({
  id: FIELD_IDS.expiry,
  name: "expiry",
  label: "Expiry date",
  hint: "MM/YY",
  autocomplete: "cc-exp",
  numeric: true,
  value: typed.expiry,
  error: errors.expiry,
  className: "new-card half",
})}`;
}

function nameField(typed: Typed, errors: Errors): Markup {
  return textField({
    id: FIELD_IDS.cardName,
    name: "cardName",
    label: "Name on card",
    autocomplete: "cc-name",
    value: typed.cardName,
    error: errors.cardName,
    className: "new-card",
  });
}

function saveBox(typed: Typed): Markup {
  return html`<label class="tick new-card"><input type="checkbox" name="saveCard" value="yes"
 ${typed.save ? "checked" : ""}><span>Save card for future use</span></label>`;
}

function choiceError(errors: Errors): Markup | "" {
  return errors.method ? html`<p class="error" id="method-error">${errors.method}</p>` : "";
}

function cancelLink(intent: Intent): Markup | "" {
  const cancelUrl = intent.request.config?.cancelUrl;
  return cancelUrl ? html`<p class="cancel"><a href="${cancelUrl}">Cancel and return</a></p>` : "";
}

function declineAlert(): Markup {
  return html`<div class="alert" role="alert" tabindex="-1" autofocus>
<p>Your card was declined. No money was taken. Try again or use another card.</p></div>`;
}

function errorSummary(errors: Errors): Markup {
  const items = Object.entries(errors) as [keyof Errors, string][];
  return html`<div class="alert" role="alert" tabindex="-1" autofocus aria-labelledby="summary-heading">
<h3 id="summary-heading">Check these details</h3>
<ul>${items.map(([field, message]) => html`<li><a href="#${FIELD_IDS[field]}">${message}</a></li>`)}</ul></div>`;
}
