import { html } from "hono/html";
import type { World } from "../../world";
import { layout } from "./layout";
import type { Markup, View } from "./view";

/** For an id that is unknown, or was before a reset. */
export function missingPage(world: World, view: View): Markup {
  const body = html`<div class="title"><h1>Nothing here</h1>
<p>No such thing is known, or it has been deleted. <a href="/_emulator">Back to the overview</a></p></div>`;
  return layout(world, view, { title: "Nothing here · Dojo emulator", body });
}
