import { expectAccessible } from "./support/checks";
import { test } from "./support/shop";
import { states } from "./support/states";
import { visit } from "./support/states/visit";

/*
 * Whoever reads by ear, zooms in, presses with an unsteady thumb or shops in the dark buys here as well: every page
 * in every state meets WCAG 2.2 AA, fits 320 px and has targets of 44 px.
 */
test.describe.configure({ mode: "parallel" });

for (const state of states.filter(({ alone, alike }) => !alone && !alike))
  test(state.name, ({ page, complaints }) => visit(state, page, complaints, () => expectAccessible(page)));
