import { html } from "hono/html";
import { redact } from "../../redact";
import type { World } from "../../world";
import { form } from "./forms";
import { empty, section, table } from "./parts";
import type { Markup, View } from "./view";

const EXAMPLE = '[{ "operation": "Customers_Create", "kind": "status", "status": 503 }]';

/** The faults that are switched on, how they fared, and a field to switch on others. */
export function faultsSection({ faults }: World, view: View): Markup {
  const rules = faults.counted();
  const rows = rules.map(
    ({ fault, calls, fired }) => html`<tr><td class="text"><code>${oneLine(redact(fault))}</code></td>
<td class="figure">${calls}</td><td class="figure">${fired}</td></tr>`,
  );
  const clear = form({
    action: "clear-faults",
    view,
    anchor: "faults",
    fields: html`<button>Clear faults</button>`,
  });
  const body = html`${
    rules.length === 0
      ? empty("None: every call is answered as it should be.")
      : html`${table("Faults", ["Rule", "Matched#", "Fired#"], rows)}${clear}`
  }${faultsForm(rules.length > 0 ? faults.list() : undefined, view)}`;
  return section({ id: "faults", title: "Faults switched on", total: rules.length, body });
}

/** JSON with room to wrap; a line break inside a value is escaped and stays. */
function oneLine(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}

function faultsForm(present: unknown, view: View): Markup {
  const typed = view.typedFaults ?? (present === undefined ? "" : JSON.stringify(redact(present), null, 2));
  const fields = html`<label for="rules">Rules as JSON</label>
<p class="hint" id="rules-hint">They replace what is switched on, for instance <code>${EXAMPLE}</code></p>
<textarea id="rules" name="faults" rows="7" spellcheck="false" autocomplete="off"
 aria-describedby="rules-hint">${typed}</textarea>
<button>Replace faults</button>`;
  return html`<details class="edit" ${view.typedFaults === undefined ? "" : "open"}><summary>Edit the faults</summary>
${form({ action: "faults", view, anchor: "faults", fields })}</details>`;
}
