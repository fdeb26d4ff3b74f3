import { html } from "hono/html";
import { redact } from "../../redact";
import type { Markup, Shown, View } from "./view";

const TONES: Record<string, string> = {
  Captured: "good",
  Authorized: "busy",
  Created: "busy",
  delivered: "good",
  pending: "busy",
  failed: "bad",
  dropped: "bad",
};

/** A state in words; the colour only repeats it. */
export function badge(state: string): Markup {
  return html`<span class="badge ${TONES[state] ?? "plain"}">${state}</span>`;
}

/** Virtual time, in UTC; the machine-readable form keeps the milliseconds. */
export function time(iso: string): Markup {
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)}</time>`;
}

export function count(number: number): string {
  return number.toLocaleString("en-GB");
}

/** A section that the navigation leads to; `total` is printed beside its heading. */
export function section(parts: { id: string; title: string; total?: number; body: Markup }): Markup {
  const { id, title, total, body } = parts;
  const figure = total === undefined ? "" : html` <span class="count">${count(total)}</span>`;
  return html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}${figure}</h2>
${body}
</section>`;
}

export const NONE = html`<span class="muted">none</span>`;

/** The time of day alone, where the date stands nearby; the whole of it on pointing there. */
export function clockTime(iso: string): Markup {
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)}</time>`;
}

/**
 * A table in a box of its own, so that a narrow screen scrolls the box and never the page. A heading
 * that ends in `#` stands over figures.
 */
export function table(label: string, heads: string[], rows: Markup[]): Markup {
  const headings = heads.map((head) =>
    head.endsWith("#")
      ? html`<th scope="col" class="figure">${head.slice(0, -1)}</th>`
      : html`<th scope="col">${head}</th>`,
  );
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${headings}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** Facts in pairs; what is not known is left out. */
export function facts(pairs: [string, Markup | string | undefined][]): Markup {
  return html`<dl>${pairs.map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : ""))}</dl>`;
}

export function empty(text: Markup | string): Markup {
  return html`<p class="empty">${text}</p>`;
}

/** What the API would answer, without secrets. */
export function prettyJson(value: unknown, label: string): Markup {
  const text = JSON.stringify(redact(value), null, 2);
  return html`<pre role="region" aria-label="${label}" tabindex="0">${text}</pre>`;
}

/** Which rows these are, and the way to the others; the pages of other lists stay as they are. */
export function pager<Row>(list: Shown<Row>, label: string, view: View): Markup | "" {
  if (list.pages === 1) return "";
  const link = (page: number, text: string) => {
    const query = new URLSearchParams(view.query);
    if (page === 1) query.delete(list.name);
    else query.set(list.name, String(page));
    const search = query.toString();
    return html`<a href="/_emulator${search && "?"}${search}#${list.name}">${text}</a>`;
  };
  return html`<nav class="pager" aria-label="${label}">
<span>${count(list.first + 1)} to ${count(list.first + list.rows.length)} of ${count(list.total)}</span>
${list.page > 1 ? link(list.page - 1, "Newer") : ""}
${list.page < list.pages ? link(list.page + 1, "Older") : ""}
</nav>`;
}
