import type { Scene } from "./scene";

/** One line of the table of faults, played against the running shop. */
export type Scenario = {
  /** Its numbers in that table: 1 to 40. */
  rows: readonly number[];
  name: string;
  /** Played by every `npm test`, and not by `npm run test:chaos` alone. */
  npmTest?: boolean;
  /** What happens and what the row demands of it; throws where the shop does something else. */
  play: (scene: Scene) => Promise<unknown>;
};
