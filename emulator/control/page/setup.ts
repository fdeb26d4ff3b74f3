import { html } from "hono/html";
import type { SetupIntent } from "../../entities";
import type { Markup } from "../../markup";
import { redact, secretFingerprint } from "../../redact";
import { presentSetup } from "../../routes/setup-intents";
import type { World } from "../../world";
import { form } from "./forms";
import { testCardOptions } from "./intent-actions";
import { eventTable } from "./intent-history";
import { customerLink, intentList } from "./intents";
import { layout } from "./layout";
import { apiJson, badge, empty, facts, section, time } from "./parts";
import { setupCard } from "./setups";
import { picked, shown, type View } from "./view";

/** One setup intent: its card, the payments that charge it, and the API's own words. */
export function setupPage(world: World, setup: SetupIntent, view: View): Markup {
  const { id, status, setupEvents, clientSession } = setup;
  const reference = String(redact(setup.request.reference));
  const own = picked(world.store.intents.all(), ({ request }) => request.setupIntentId === id);
  const intents = shown("intents", own, view.query);
  const json = {
    ...presentSetup(world, setup),
    clientSessionSecret: secretFingerprint(clientSession.secret),
  };
  const body = html`<div class="title"><h1>${reference}</h1><p>${badge(status)} <code>${id}</code></p></div>
${section({
  id: "setup",
  title: "Setup intent",
  view,
  body: html`${status === "Created" ? cardForm(setup, view) : ""}${setupFacts(world, setup)}`,
})}
${section({
  id: "events",
  title: "Setup events",
  total: setupEvents.length,
  body: setupEvents.length > 0 ? eventTable("Setup events", setupEvents) : empty("None yet."),
})}
${intentList(world, intents, view, {
  title: "Payment intents that charge it",
  none: html`None yet. <code>POST /payment-intents</code> with this <code>setupIntentId</code> makes one.`,
})}
${section({ id: "json", title: "As the API shows it", body: apiJson(json, "Setup intent as JSON") })}`;
  return layout(world, view, { title: `${reference} · Dojo emulator`, body });
}

function setupFacts(world: World, setup: SetupIntent): Markup {
  const { request, createdAt, updatedAt, expireAt, status } = setup;
  return facts([
    ["Customer", customerLink(world, request.customer?.id)],
    ["Type", request.merchantInitiatedTransactionType],
    ["Card", setupCard(setup)],
    ["Created", time(createdAt)],
    ["Updated", time(updatedAt)],
    ["Expires", status === "Created" && expireAt !== undefined ? time(expireAt) : undefined],
  ]);
}

function cardForm({ id }: SetupIntent, view: View): Markup {
  const fields = html`<input type="hidden" name="id" value="${id}">
<p class="buttons"><label for="card">Card</label>
<select id="card" name="card">${testCardOptions()}</select>
<button>Enter a card</button></p>`;
  return form({ action: "authorize-setup", view, anchor: "setup", fields });
}
