import type { Page } from "@playwright/test";

/** One page as a shopper can meet it. The gallery draws it, the accessibility tests examine it. */
export type State = {
  /** Names the pictures: `basket-empty`. */
  name: string;
  /** Leaves `page`, new and signed out, showing the state. */
  arrange: (page: Page) => Promise<void>;
  /** Needs faults, another time or a broken database, which everybody else would feel too. */
  alone?: true;
  /** Ends what `arrange` did to everybody; faults are always cleared. */
  undo?: () => Promise<void>;
  /** Differs from another state in a few words only: drawn, but not examined again. */
  alike?: true;
  /** People put it on paper. */
  printed?: true;
  /** What the console says about it, and rightly so. */
  complains?: RegExp;
};
