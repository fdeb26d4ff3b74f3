import { html } from "hono/html";
import type { Markup } from "../../markup";

/**
 * One column. `figure` is set right, `text` may wrap, `do` holds buttons. On a phone a row is a block without
 * headings: `label` keeps the heading beside a value that does not explain itself.
 */
export type Column = { head: string; kind?: "figure" | "text" | "name" | "do"; label?: true };

type Cell = Markup | string | number;

/**
 * A table in a box of its own, so that a narrow screen scrolls the box and never the page. The roles say what the
 * elements are already, because a phone's style shows the rows as blocks and browsers then forget it.
 */
export function table(label: string, columns: Column[], rows: Cell[][]): Markup {
  const headings = columns.map(
    ({ head, kind }) => html`<th scope="col" role="columnheader"${classOf(kind)}>${head}</th>`,
  );
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table role="table" aria-label="${label}">
<thead role="rowgroup"><tr role="row">${headings}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (cells) => html`<tr role="row">${cells.map((cell, at) => cellOf(cell, columns[at]))}</tr>
`,
  )}</tbody></table></div>`;
}

function cellOf(cell: Cell, { head, kind, label }: Column = { head: "" }): Markup {
  return html`<td role="cell"${classOf(kind)}${label ? html` data-label="${head}"` : ""}>${cell}</td>`;
}

function classOf(kind: Column["kind"]): Markup | "" {
  return kind === undefined ? "" : html` class="${kind}"`;
}
