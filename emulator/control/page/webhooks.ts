import { html } from "hono/html";
import type { Subscription } from "../../entities";
import type { Markup } from "../../markup";
import { redact } from "../../redact";
import type { World } from "../../world";
import { empty, section, time } from "./parts";
import { type Column, table } from "./table";

const COLUMNS: Column[] = [
  { head: "URL", kind: "text" },
  { head: "Events" },
  { head: "Secrets", label: true },
  { head: "Created", label: true },
];

/** Who is told of events. A secret is only counted, its value stays with the merchant. */
export function webhooksSection(world: World): Markup {
  const subscriptions = world.store.subscriptions.all();
  const body =
    subscriptions.length === 0
      ? empty(html`None yet. Subscribe with <code>POST /webhooks</code>.`)
      : table(
          "Webhook subscriptions",
          COLUMNS,
          subscriptions.map((each) => row(world, each)),
        );
  return section({ id: "webhooks", title: "Webhook subscriptions", total: subscriptions.length, body });
}

function row({ clock }: World, { id, events, url, secrets, createdAt }: Subscription): Markup[] {
  const active = secrets.filter((secret) => secret.isActive).length;
  return [
    html`<span class="url">${redact(url)}</span> <code class="id">${id}</code>`,
    html`<ul>${events.map((event) => html`<li class="event">${event}</li>`)}</ul>`,
    html`<span class="${active === 0 ? "bad" : ""}">${active} active of ${secrets.length}</span>`,
    time(createdAt, clock.iso()),
  ];
}
