import type { Clock } from "./clock";
import type { FaultRules } from "./faults/rules";
import type { Ids } from "./ids";
import type { Journal } from "./journal";
import type { Settings } from "./settings";
import type { Store } from "./store";
import type { Sender } from "./webhooks/sender";

/** Everything a route may use. One per emulator, so that tests run many side by side. */
export type World = {
  settings: Settings;
  clock: Clock;
  ids: Ids;
  store: Store;
  journal: Journal;
  faults: FaultRules;
  sender: Sender;
  /** Hears of the emulator's own failures. */
  report: (error: unknown) => void;
};
