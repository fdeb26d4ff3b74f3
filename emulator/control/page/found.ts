import { html } from "hono/html";
import type { Markup } from "../../markup";
import type { World } from "../../world";
import { customerTable } from "./customers";
import { deliveryList } from "./deliveries";
import { type Found, findAll } from "./find";
import { intentTable } from "./intents";
import { layout } from "./layout";
import { noticeAt } from "./notice";
import { count, section } from "./parts";
import { setupTable } from "./setups";
import type { View } from "./view";

/** What a search found, by kind, with the same buttons as the lists have. */
export function foundPage(world: World, view: View): Markup {
  const typed = view.query.get("find") ?? "";
  const { intents, customers, setups, deliveries } = findAll(world, typed);
  const total = intents.total + customers.total + setups.total + deliveries.total;
  const kind = <Row>(id: string, title: string, found: Found<Row>, list: (rows: Row[]) => Markup) =>
    found.total === 0
      ? noticeAt(view, id)
      : section({ id, title, total: found.total, body: html`${list(found.rows)}${more(found)}`, view });
  const body = html`<div class="title"><h1>${total === 0 ? "Nothing found" : `${count(total)} found`} for “${typed}”</h1>
<p class="muted">Looked for in ids (also of cards, events and transactions), references, names, e-mail addresses and
the last four digits of cards. <a href="/_emulator">Back to the overview</a></p></div>
${kind("intents", "Payment intents", intents, (rows) => intentTable(world, rows, view, "intents"))}
${kind("customers", "Customers", customers, (rows) => customerTable(world, rows))}
${kind("setups", "Setup intents", setups, (rows) => setupTable(world, rows, view))}
${kind("deliveries", "Webhook deliveries", deliveries, (rows) => deliveryList(world, rows, view, "deliveries"))}`;
  return layout(world, view, { title: `Find ${typed} · Dojo emulator`, body });
}

function more({ rows, total }: Found<unknown>): Markup | "" {
  if (total === rows.length) return "";
  return html`<p class="pager">The newest ${rows.length}; ${count(total - rows.length)} more fit. A longer search finds fewer.</p>`;
}
