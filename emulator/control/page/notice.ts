import { html } from "hono/html";
import type { Markup } from "../../markup";
import type { View } from "./view";

/** Every form and every redirect leads to this fragment: the browser shows the notice and gives it the focus. */
export const NOTICE_ID = "notice";

/** What the last form led to, where that form stands; nothing in every other place. */
export function noticeAt({ notice }: View, anchor: string): Markup | "" {
  if (notice?.anchor !== anchor) return "";
  return notice.refused
    ? html`<p class="notice refused" id="${NOTICE_ID}" role="alert" tabindex="-1">${notice.text}</p>`
    : html`<p class="notice done" id="${NOTICE_ID}" role="status" tabindex="-1">${notice.text}</p>`;
}
