import { html } from "hono/html";
import type { Fault } from "../../faults/schema";
import type { Markup } from "../../markup";
import { redact } from "../../redact";
import type { World } from "../../world";
import { form } from "./forms";
import { NOTICE_ID, noticeAt } from "./notice";
import { badge, empty, section } from "./parts";
import { type Column, table } from "./table";
import { typedIn, type View } from "./view";

const EXAMPLE = '[{ "operation": "Customers_Create", "kind": "status", "status": 503 }]';
const COLUMNS: Column[] = [
  { head: "Rule", kind: "text" },
  { head: "Matched", kind: "figure", label: true },
  { head: "Fired", kind: "figure", label: true },
  { head: "State" },
];

/** A rule that has fired as often as it may: it is listed still, and no call will meet it again. */
export function isSpent({ fault, fired }: { fault: Fault; fired: number }): boolean {
  const { times = fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY } = fault;
  return fired >= times;
}

/** The faults that are switched on, how they fared, and a field to switch on others. */
export function faultsSection({ faults }: World, view: View): Markup {
  const rules = faults.counted();
  const rows = rules.map((rule) => [
    html`<code>${oneLine(redact(rule.fault))}</code>`,
    rule.calls,
    rule.fired,
    badge(isSpent(rule) ? "spent" : "live"),
  ]);
  const clear = form({
    action: "clear-faults",
    view,
    anchor: "faults",
    fields: html`<button>Clear faults</button>`,
  });
  const typed = typedIn(view, "faults", "faults");
  const body = html`${typed === undefined ? noticeAt(view, "faults") : ""}${
    rules.length === 0
      ? empty("None: every call is answered as it should be.")
      : html`${table("Faults", COLUMNS, rows)}${clear}`
  }${faultsForm(rules.length > 0 ? faults.list() : undefined, typed, view)}`;
  const live = rules.filter((rule) => !isSpent(rule)).length;
  return section({ id: "faults", title: "Faults switched on", total: live, body });
}

/** JSON with room to wrap; a line break inside a value is escaped and stays. */
function oneLine(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}

function faultsForm(present: unknown, typed: string | undefined, view: View): Markup {
  const text = typed ?? (present === undefined ? "" : JSON.stringify(redact(present), null, 2));
  const refused = typed === undefined ? "" : noticeAt(view, "faults");
  const fields = html`${refused}<label for="rules">Rules as JSON</label>
<p class="hint" id="rules-hint">They replace what is switched on, for instance <code>${EXAMPLE}</code></p>
<textarea id="rules" name="faults" rows="7" spellcheck="false" autocomplete="off"${refused && html` aria-invalid="true"`}
 aria-describedby="${refused && `${NOTICE_ID} `}rules-hint">${text}</textarea>
<button>Replace faults</button>`;
  return html`<details class="edit"${typed === undefined ? "" : " open"}><summary>Edit the faults</summary>
${form({ action: "faults", view, anchor: "faults", fields })}</details>`;
}
