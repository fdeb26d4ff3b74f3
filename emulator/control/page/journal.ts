import { html } from "hono/html";
import type { JournalEntry } from "../../journal";
import type { World } from "../../world";
import { empty, pager, section, table } from "./parts";
import { type Markup, shown, type View } from "./view";

/** Calls come in bursts, so this list shows more of them than the others do. */
const TAIL = 50;

/** The newest requests. Bodies stay in the JSON, one click away. */
export function journalSection({ journal }: World, view: View): Markup {
  const list = shown("journal", journal, view.query, TAIL);
  const heads = ["No.#", "Time", "Call", "Status", "ms#", "Bodies"];
  const body =
    list.total === 0
      ? empty("No requests yet.")
      : html`${table("Journal", heads, list.rows.map(row))}${pager(list, "Pages of the journal", view)}`;
  return section({ id: "journal", title: "Journal", total: list.total, body });
}

function row({ seq, at, operationId, method, path, status, durationMs }: JournalEntry): Markup {
  return html`<tr><td class="figure">${seq}</td>
<td><time datetime="${at}">${at.slice(0, 10)} ${at.slice(11, 23)}</time></td>
<td class="text">${operationId === null ? "" : html`<strong>${operationId}</strong> `}<code>${method} ${path}</code></td>
<td>${status === null ? "no answer" : html`<span class="answer ${status < 400 ? "good" : "bad"}">${status}</span>`}</td>
<td class="figure">${durationMs}</td>
<td><a href="/_emulator/journal?after=${seq - 1}&amp;limit=1" aria-label="JSON of call ${seq}">JSON</a></td></tr>`;
}
