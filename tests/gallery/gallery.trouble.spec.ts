import { test } from "../e2e/support/shop";
import { states } from "../e2e/support/states";
import { visit } from "../e2e/support/states/visit";
import { draw } from "./draw";

/* The states that everybody would feel, one after the other. */
for (const state of states.filter(({ alone }) => alone))
  test(state.name, ({ page, complaints }) => visit(state, page, complaints, () => draw(page, state)));
