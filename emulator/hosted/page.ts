import { html } from "hono/html";
import type { DeclineReason, Intent } from "../entities";
import type { Markup } from "../markup";
import type { World } from "../world";
import type { Access } from "./access";
import { cardChoice, cardChoices } from "./card-choice";
import { declineAlert } from "./declined";
import { textField } from "./field";
import { type Errors, type Typed, UNLISTED } from "./form";
import { layout } from "./layout";
import { merchantName } from "./links";
import { formatMoney } from "./money";
import { orderSummary, showsTotal } from "./order";
import { testCards } from "./test-cards";

type PageState = {
  intent: Intent;
  access: Access;
  /** Where the form posts: this page's own address with its query. */
  action: string;
  typed: Typed;
  errors: Errors;
  declined?: DeclineReason | undefined;
  /** The amount is another than the one that was shown before. */
  changed?: boolean;
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
  const { intent, errors, declined, changed } = state;
  const merchant = merchantName(world, intent);
  const failed = Object.keys(errors).length > 0;
  const body = html`<h1 class="title">Pay ${merchant}</h1>
<div class="columns">
${orderSummary(intent)}
<section class="panel" aria-labelledby="pay-heading">
<h2 id="pay-heading">Payment</h2>
${declined ? declineAlert(declined) : ""}
${changed ? amountAlert() : ""}
${failed ? errorSummary(errors) : ""}
${paymentForm(world, state)}
${testCards(errors.cardNumber === UNLISTED)}
</section>
</div>`;
  const news = failed ? "Error: " : declined ? "Not paid: " : "";
  return layout({ title: `${news}Pay ${merchant}`, merchant, body });
}

function paymentForm(world: World, state: PageState): Markup {
  const { intent, access, typed, errors } = state;
  const choices = cardChoices(world, access.savedCards);
  if (!access.newCard && !choices.some((choice) => choice.usable)) {
    const why = access.shut ? " This link no longer opens your saved cards: start again in the shop." : "";
    return html`<p class="first">No card can be used for this payment.${why}</p>${cancelLink(intent)}`;
  }
  const total = showsTotal(intent) ? ` ${formatMoney(intent.totalAmount)}` : "";
  return html`<form method="post" action="${state.action}" novalidate data-now="${world.clock.now()}">
<input type="hidden" name="total" value="${intent.totalAmount.value}">
${access.shut ? html`<p class="first">Your saved cards cannot be shown any more, but a new card can be used.</p>` : ""}
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
<button type="submit">Pay${total}</button>
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

/** The way back to the shop without paying, if the merchant gave one. */
export function cancelLink(intent: Intent): Markup | "" {
  const cancelUrl = intent.request.config?.cancelUrl;
  return cancelUrl ? html`<p class="cancel"><a href="${cancelUrl}">Cancel and return</a></p>` : "";
}

function amountAlert(): Markup {
  return html`<div class="alert" role="alert" tabindex="-1" autofocus aria-labelledby="amount-heading">
<h3 id="amount-heading">The amount has changed</h3>
<p>No money was taken. Check the total and pay again.</p></div>`;
}

function errorSummary(errors: Errors): Markup {
  const items = Object.entries(errors) as [keyof Errors, string][];
  return html`<div class="alert" role="alert" tabindex="-1" autofocus aria-labelledby="summary-heading">
<h3 id="summary-heading">Check these details</h3>
<ul>${items.map(([field, message]) => html`<li><a href="#${FIELD_IDS[field]}">${message}</a></li>`)}</ul></div>`;
}
