import { html } from "hono/html";
import type { Markup } from "../../markup";
import type { World } from "../../world";
import { layout } from "./layout";
import type { View } from "./view";

/** For an id that is unknown, or was before a reset. What a form was refused for then stands at the top. */
export function missingPage(world: World, view: View): Markup {
  const body = html`<div class="title"><h1>Nothing here</h1>
<p>No such thing is known, or it has been deleted. <a href="/_emulator">Back to the overview</a></p></div>`;
  const { notice, ...rest } = view;
  const atTop = notice === undefined ? rest : { ...rest, notice: { ...notice, anchor: "" } };
  return layout(world, atTop, { title: "Nothing here · Dojo emulator", body });
}
