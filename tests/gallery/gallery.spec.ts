import { test } from "../e2e/support/shop";
import { states } from "../e2e/support/states";
import { visit } from "../e2e/support/states/visit";
import { draw } from "./draw";

/* Not a test of anything: `npm run gallery` draws every page in every state, for people to look at. */
test.describe.configure({ mode: "parallel" });

for (const state of states.filter(({ alone }) => !alone))
  test(state.name, ({ page, complaints }) => visit(state, page, complaints, () => draw(page, state)));
