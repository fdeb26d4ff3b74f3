import { html } from "hono/html";
import type { Delivery, DeliveryAttempt } from "../../entities";
import { redact } from "../../redact";
import type { World } from "../../world";
import { spell } from "./clock";
import { rowButton, sharedForm } from "./forms";
import { badge, clockTime, empty, pager, prettyJson, section, time } from "./parts";
import { type Markup, shown, type View } from "./view";

/** What every event of this program has in its body. */
type EventBody = { createdAt: string; data: { paymentIntentId: string; paymentStatus: string } };

/** Events that were sent or wait to be, with every answer, and a button that sends one again. */
export function deliveriesSection(world: World, view: View): Markup {
  const list = shown("deliveries", world.store.deliveries, view.query);
  const body =
    list.total === 0
      ? empty("None yet. An event is sent when there is a subscription for it.")
      : html`${deliveryList(world, list.rows, view, "deliveries")}${pager(list, "Pages of deliveries", view)}`;
  return section({ id: "deliveries", title: "Webhook deliveries", total: list.total, body });
}

/** Also the list of one payment's events. */
export function deliveryList(world: World, deliveries: Delivery[], view: View, anchor: string): Markup {
  return html`${sharedForm("redeliver", view, anchor)}
<ol class="deliveries">${deliveries.map((delivery) => deliveryItem(world, delivery))}</ol>`;
}

function deliveryItem({ clock }: World, delivery: Delivery): Markup {
  const { id, event, eventId, url, state, attempts, nextAttemptAt } = delivery;
  const body = JSON.parse(delivery.body) as EventBody;
  const { paymentIntentId, paymentStatus } = body.data;
  return html`<li>
<p>${badge(state)} <strong>${event}</strong> ${paymentStatus}</p>
<p>${time(body.createdAt)} <code>${eventId}</code> about
<a href="/_emulator/intents/${paymentIntentId}"><code>${paymentIntentId}</code></a> to <span class="url">${redact(url)}</span></p>
<ol class="attempts">${attempts.map(attemptItem)}${nextAttemptAt ? nextTry(nextAttemptAt, clock.now()) : ""}</ol>
<div class="line"><details><summary>Body <span class="hidden">of ${eventId}</span></summary>${prettyJson(body, `Body of ${eventId}`)}</details>
${rowButton("redeliver", id, "Redeliver", eventId)}</div>
</li>`;
}

function nextTry(at: string, nowMs: number): Markup {
  const wait = Date.parse(at) - nowMs;
  return html`<li class="muted">next try ${clockTime(at)}, ${wait > 0 ? `in ${spell(wait)}` : "now"}</li>`;
}

/** No status means no answer; then the error says why. */
function attemptItem({ at, status, error }: DeliveryAttempt): Markup {
  const good = status !== null && status >= 200 && status < 300;
  return html`<li>${clockTime(at)} <span class="answer ${good ? "good" : "bad"}">${status ?? redact(error) ?? "no answer"}</span></li>`;
}
