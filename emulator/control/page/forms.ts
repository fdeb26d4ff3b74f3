import { html } from "hono/html";
import type { Markup } from "../../markup";
import { NOTICE_ID } from "./notice";
import type { View } from "./view";

type Form = { action: string; view: View; anchor: string; fields: Markup; id?: string };

/**
 * A form of this page. `back` is where its redirect leads: to the same page, and there to the section of the
 * button. The fragment is for a refusal, which answers the post itself.
 */
export function form({ action, view, anchor, fields, id }: Form): Markup {
  return html`<form method="post" action="/_emulator/page/${action}#${NOTICE_ID}"${id === undefined ? "" : html` id="${id}"`}>
<input type="hidden" name="back" value="${view.path}#${anchor}">${fields}</form>`;
}

/** An empty form that the buttons of many rows share: `rowButton` names it. */
export function sharedForm(action: string, view: View, anchor: string): Markup {
  return form({ action, view, anchor, fields: html``, id: `${action}-form` });
}

/** A button in a row of a list; its name for screen readers also says which row. */
export function rowButton(action: string, id: string, text: string, row: string): Markup {
  return html`<button class="small" form="${action}-form" name="id" value="${id}" aria-label="${text} ${row}">${text}</button>`;
}

/** A single button that does one thing to one row. */
export function actionButton(action: string, id: string, text: string, view: View, anchor: string): Markup {
  const fields = html`<input type="hidden" name="id" value="${id}"><button>${text}</button>`;
  return form({ action, view, anchor, fields });
}

type Field = { id: string; name: string; label: string; value?: string | number; typed?: string | undefined };

/** A short field for a whole number. After a refusal it keeps what was typed and points at the reason. */
export function numberField({ id, name, label, value = "", typed }: Field): Markup {
  const wrong = typed === undefined ? "" : html` aria-invalid="true" aria-describedby="${NOTICE_ID}"`;
  return html`<label for="${id}">${label}</label>
<input id="${id}" name="${name}" inputmode="numeric" maxlength="9" size="8" autocomplete="off" value="${typed ?? value}"${wrong}>`;
}
