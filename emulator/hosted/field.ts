import { html } from "hono/html";
import type { Markup } from "../markup";

type TextField = {
  id: string;
  name: string;
  label: string;
  autocomplete: string;
  hint?: string;
  value?: string;
  numeric?: boolean;
  error?: string | undefined;
  className?: string;
};

/**
 * A labelled input with its hint and error tied to it. Nothing is `required`: a hidden required field would
 * keep the browser from sending the form at all.
 */
export function textField(field: TextField): Markup {
  const { id, name, label, autocomplete, hint, value = "", numeric, error, className = "" } = field;
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return html`<div class="field ${className}">
<label for="${id}">${label}</label>
<input id="${id}" name="${name}" value="${value}" autocomplete="${autocomplete}" maxlength="100"
 ${numeric ? html`inputmode="numeric"` : ""} ${describedBy ? html`aria-describedby="${describedBy}"` : ""}
 ${error ? html`aria-invalid="true"` : ""}>
${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ""}
${error ? html`<p class="error" id="${id}-error">${error}</p>` : ""}
</div>`;
}
