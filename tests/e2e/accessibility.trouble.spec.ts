import { expectAccessible } from "./support/checks";
import { test } from "./support/shop";
import { states } from "./support/states";
import { visit } from "./support/states/visit";

/* Bad moments are met by everybody too: the same as in accessibility.spec.ts, one after the other. */
for (const state of states.filter(({ alone }) => alone))
  test(state.name, ({ page, complaints }) => visit(state, page, complaints, () => expectAccessible(page)));
