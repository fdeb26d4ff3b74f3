import { html } from "hono/html";
import type { JournalEntry } from "../../journal";
import type { Markup } from "../../markup";
import type { World } from "../../world";
import { listSection, prettyJson } from "./parts";
import { type Column, table } from "./table";
import { shown, type View } from "./view";

const COLUMNS: Column[] = [
  { head: "No.", kind: "figure" },
  { head: "Time" },
  { head: "Status" },
  { head: "Took", kind: "figure" },
  { head: "Call", kind: "text" },
];
const NAMED_ID = /((?:pi|si|cust)_[\w-]+)/;
/** Characters of a body that are shown in place: a search may answer a hundred intents. */
const LONGEST_BODY = 20_000;

/** The newest requests, with their bodies folded in. */
export function journalSection(world: World, view: View): Markup {
  const list = shown("journal", world.journal, view.query);
  const rows = journalTable(world, list.rows);
  return listSection({ title: "Journal", list, none: "No requests yet.", rows, pages: "the journal", view });
}

/** Also the calls about one payment. */
export function journalTable(world: World, entries: JournalEntry[]): Markup {
  const rows = entries.map((entry) => row(world, entry));
  return table("Journal", COLUMNS, rows);
}

function row(world: World, entry: JournalEntry): (Markup | string | number)[] {
  const { seq, at, operationId, method, path, status, durationMs, fault } = entry;
  const kind = world.clock.iso().startsWith(at.slice(0, 10)) ? "date today" : "date";
  return [
    seq,
    html`<time datetime="${at}"><span class="${kind}">${at.slice(0, 10)}</span> ${at.slice(11, 23)}</time>`,
    status === null
      ? html`<span class="answer bad">no answer</span>`
      : html`<span class="answer ${status < 400 ? "good" : "bad"}">${status}</span>`,
    `${durationMs} ms`,
    html`${operationId === null ? "" : html`<strong>${operationId}</strong> `}<code>${method} ${linked(world, path)}</code>
${fault === undefined ? "" : html`<span class="badge bad">fault: ${fault}</span>`}${bodies(entry)}`,
  ];
}

/** The path with a link on every payment, setup and customer that is still there. */
function linked({ store }: World, path: string): Markup[] {
  const kinds = [
    ["intents", store.intents],
    ["setup-intents", store.setupIntents],
    ["customers", store.customers],
  ] as const;
  return path.split(NAMED_ID).map((part) => {
    const kind = kinds.find(([, table]) => table.get(part) !== undefined)?.[0];
    return kind === undefined ? html`${part}` : html`<a href="/_emulator/${kind}/${part}">${part}</a>`;
  });
}

function bodies({ seq, request, response }: JournalEntry): Markup {
  return html`<div class="line"><details><summary>Bodies <span class="hidden">of call ${seq}</span></summary>
${oneBody("Request", request, seq)}${oneBody("Answer", response, seq)}</details>
<a href="/_emulator/journal?after=${seq - 1}&amp;limit=1" aria-label="JSON of call ${seq}">JSON</a></div>`;
}

function oneBody(name: string, body: unknown, seq: number): Markup {
  if (body === null) return html`<p class="muted">${name}: no body</p>`;
  if (JSON.stringify(body).length > LONGEST_BODY) {
    return html`<p class="muted">${name}: too long to show here, see the JSON</p>`;
  }
  return html`<p class="muted">${name}</p>${prettyJson(body, `${name} of call ${seq}`)}`;
}
