import { html } from "hono/html";
import type { Markup } from "../../markup";
import type { World } from "../../world";
import { form, numberField } from "./forms";
import { section, time } from "./parts";
import { typedIn, type View } from "./view";

const STEPS = [
  { minutes: 1, text: "+1 min", hint: undefined },
  { minutes: 16, text: "+16 min", hint: "past a customer secret" },
  { minutes: 31, text: "+31 min", hint: "past an order's half hour" },
  { minutes: 1440, text: "+1 day", hint: "past the day for reversals" },
];

/** The virtual clock, and buttons that move it to where something happens. */
export function clockSection({ clock }: World, view: View): Markup {
  const ahead = clock.offset();
  const steps = form({
    action: "clock",
    view,
    anchor: "clock",
    fields: html`<p class="buttons">${STEPS.map(
      ({ minutes, text, hint }) =>
        html`<button name="minutes" value="${minutes}">${text}${hint ? html` <small>${hint}</small>` : ""}</button>`,
    )}</p>`,
  });
  const typed = typedIn(view, "clock", "minutes");
  const free = form({
    action: "clock",
    view,
    anchor: "clock",
    fields: html`<p class="buttons">${numberField({ id: "minutes", name: "minutes", label: "Minutes", typed })}
<button>Move on</button></p>`,
  });
  const body = html`<p class="now">${time(clock.iso())} <span class="muted">UTC, ${
    ahead === 0 ? "real time" : `${spell(ahead)} ahead of real time`
  }</span></p>
<div class="row">${steps}${free}</div>`;
  return section({ id: "clock", title: "Clock", body, view });
}

/** A length of time in words, down to seconds: `1 day 2 h 16 min`. */
export function spell(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const days = Math.floor(seconds / 86_400);
  const parts = [
    days > 0 ? `${days.toLocaleString("en-GB")} ${days === 1 ? "day" : "days"}` : "",
    unit(Math.floor(seconds / 3600) % 24, "h"),
    unit(Math.floor(seconds / 60) % 60, "min"),
    unit(seconds % 60, "s"),
  ];
  return parts.filter(Boolean).join(" ") || "less than 1 s";
}

function unit(value: number, name: string): string {
  return value > 0 ? `${value} ${name}` : "";
}
