import { html } from "hono/html";
import type { Subscription } from "../../entities";
import { redact } from "../../redact";
import type { World } from "../../world";
import { empty, section, table, time } from "./parts";
import type { Markup } from "./view";

/** Who is told of events. A secret is only counted, its value stays with the merchant. */
export function webhooksSection({ store }: World): Markup {
  const subscriptions = store.subscriptions.all();
  const body =
    subscriptions.length === 0
      ? empty(html`None yet. Subscribe with <code>POST /webhooks</code>.`)
      : table("Webhook subscriptions", ["URL", "Events", "Secrets", "Created"], subscriptions.map(row));
  return section({ id: "webhooks", title: "Webhook subscriptions", total: subscriptions.length, body });
}

function row({ id, events, url, secrets, createdAt }: Subscription): Markup {
  const active = secrets.filter((secret) => secret.isActive).length;
  return html`<tr>
<td class="text"><span class="url">${redact(url)}</span> <code class="id">${id}</code></td>
<td><ul>${events.map((event) => html`<li class="event">${event}</li>`)}</ul></td>
<td class="${active === 0 ? "bad" : ""}">${active} active of ${secrets.length}</td>
<td>${time(createdAt)}</td></tr>`;
}
