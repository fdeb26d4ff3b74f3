import { html } from "hono/html";
import type { Delivery, DeliveryAttempt } from "../../entities";
import type { Markup } from "../../markup";
import { redact } from "../../redact";
import type { World } from "../../world";
import { spell } from "./clock";
import { rowButton, sharedForm } from "./forms";
import { badge, listSection, prettyJson, time } from "./parts";
import { type Source, shown, type View } from "./view";

/** What every event of this program has in its body. */
type EventBody = { createdAt: string; data: { paymentIntentId: string; paymentStatus: string } };

/** Events that were sent or wait to be, with every answer, and a button that sends one again. */
export function deliveriesSection(world: World, view: View): Markup {
  return deliveriesOf(
    world,
    world.store.deliveries,
    view,
    "None yet. An event is sent when there is a subscription for it.",
  );
}

/** All of them, or those about one payment. */
export function deliveriesOf(world: World, source: Source<Delivery>, view: View, none: string): Markup {
  const list = shown("deliveries", source, view.query);
  const rows = deliveryList(world, list.rows, view, list.name);
  return listSection({ title: "Webhook deliveries", list, none, rows, pages: "deliveries", view });
}

/** Also the list of one payment's events, and of those that a search found. */
export function deliveryList(world: World, deliveries: Delivery[], view: View, anchor: string): Markup {
  return html`${sharedForm("redeliver", view, anchor)}
<ol class="deliveries">${deliveries.map((delivery) => deliveryItem(world, delivery))}</ol>`;
}

function deliveryItem({ store, clock }: World, delivery: Delivery): Markup {
  const { id, event, eventId, url, state, attempts, nextAttemptAt } = delivery;
  const body = JSON.parse(delivery.body) as EventBody;
  const { paymentIntentId, paymentStatus } = body.data;
  const reference = store.intents.get(paymentIntentId)?.request.reference;
  const about =
    reference === undefined
      ? html`<code>${paymentIntentId}</code>`
      : html`<a href="/_emulator/intents/${paymentIntentId}">${redact(reference)}</a>`;
  return html`<li>
<div class="state">${badge(state)} ${rowButton("redeliver", id, "Redeliver", eventId)}</div>
<div class="told"><p><strong>${event}</strong> ${paymentStatus} ${time(body.createdAt, clock.iso())}</p>
<div class="to"><p>about ${about} to <span class="url">${redact(url)}</span></p>
<ol class="attempts">${attempts.map((attempt) => attemptItem(attempt, body.createdAt))}${nextAttemptAt ? nextTry(nextAttemptAt, clock.now()) : ""}</ol></div>
<details><summary>Body <span class="hidden">of</span> <code>${eventId}</code></summary>${prettyJson(body, `Body of ${eventId}`)}</details></div>
</li>`;
}

function nextTry(at: string, nowMs: number): Markup {
  const wait = Date.parse(at) - nowMs;
  return html`<li class="muted">next try ${wait > 0 ? `in ${spell(wait)}` : "now"}</li>`;
}

/** The answer, and how long after the event it came when that is a second or more. No status: the error says why. */
function attemptItem({ at, status, error }: DeliveryAttempt, eventAt: string): Markup {
  const good = status !== null && status >= 200 && status < 300;
  const later = Date.parse(at) - Date.parse(eventAt);
  return html`<li><span class="answer ${good ? "good" : "bad"}">${status ?? redact(error) ?? "no answer"}</span>${
    later < 1000 ? "" : ` after ${spell(later)}`
  }</li>`;
}
