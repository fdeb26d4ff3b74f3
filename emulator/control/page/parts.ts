import { html } from "hono/html";
import type { Markup } from "../../markup";
import { redact, withoutCredentials } from "../../redact";
import { noticeAt } from "./notice";
import type { Shown, View } from "./view";

const TONES: Record<string, string> = {
  Captured: "good",
  Authorized: "busy",
  Created: "busy",
  Completed: "good",
  live: "busy",
  delivered: "good",
  pending: "busy",
  failed: "bad",
  dropped: "bad",
};

/** A state in words; the colour only repeats it. */
export function badge(state: string): Markup {
  return html`<span class="badge ${TONES[state] ?? "plain"}">${state}</span>`;
}

/**
 * Virtual time, in UTC; the machine-readable form keeps the milliseconds. Given the present moment, the date of
 * today is marked as one that a phone may leave out.
 */
export function time(iso: string, now = ""): Markup {
  const date = iso.slice(0, 10);
  const kind = now.startsWith(date) ? "date today" : "date";
  return html`<time datetime="${iso}"><span class="${kind}">${date}</span> ${iso.slice(11, 19)}</time>`;
}

export function count(number: number): string {
  return number.toLocaleString("en-GB");
}

type Section = { id: string; title: string; total?: number; body: Markup; view?: View };

/** A section that the navigation leads to. Given the view, it also says what its own forms led to. */
export function section({ id, title, total, body, view }: Section): Markup {
  const figure = total === undefined ? "" : html` <span class="count">${count(total)}</span>`;
  return html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}${figure}</h2>
${view ? noticeAt(view, id) : ""}${body}
</section>`;
}

export const NONE = html`<span class="muted none">none</span>`;

/** Facts in pairs; what is not known is left out. */
export function facts(pairs: [string, Markup | string | undefined][]): Markup {
  return html`<dl>${pairs.map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : ""))}</dl>`;
}

export function empty(text: Markup | string): Markup {
  return html`<p class="empty">${text}</p>`;
}

/** What was sent or kept, with secrets and card numbers masked wherever they stand. */
export function prettyJson(value: unknown, label: string): Markup {
  return jsonBox(JSON.stringify(redact(value), null, 2), label);
}

/** What the API answers, card numbers masked as Dojo masks them; only a secret in some text is taken out. */
export function apiJson(value: unknown, label: string): Markup {
  return jsonBox(withoutCredentials(JSON.stringify(value, null, 2)), label);
}

function jsonBox(text: string, label: string): Markup {
  return html`<pre role="region" aria-label="${label}" tabindex="0">${text}</pre>`;
}

/** Which rows these are, and the way to the others; the pages of other lists stay as they are. */
function pager<Row>(list: Shown<Row>, label: string, view: View): Markup | "" {
  if (list.pages === 1) return "";
  const path = view.path.replace(/\?.*/, "");
  const link = (page: number, text: string) => {
    const query = new URLSearchParams(view.query);
    if (page === 1) query.delete(list.name);
    else query.set(list.name, String(page));
    const search = query.toString();
    return html`<a href="${path}${search && "?"}${search}#${list.name}">${text}</a>`;
  };
  return html`<nav class="pager" aria-label="${label}">
<span>${count(list.first + 1)} to ${count(list.first + list.rows.length)} of ${count(list.total)}</span>
${list.page > 1 ? link(list.page - 1, "Newer") : ""}
${list.page < list.pages ? link(list.page + 1, "Older") : ""}
</nav>`;
}

type ListSection<Row> = {
  title: string;
  list: Shown<Row>;
  none: Markup | string;
  rows: Markup;
  /** The list's name for screen readers: "Pages of customers". */
  pages: string;
  view: View;
};

/** A section with one page of a list, or with why it is empty; its anchor is the list's name in the query. */
export function listSection<Row>({ title, list, none, rows, pages, view }: ListSection<Row>): Markup {
  const body = list.total === 0 ? empty(none) : html`${rows}${pager(list, `Pages of ${pages}`, view)}`;
  return section({ id: list.name, title, total: list.total, body, view });
}
