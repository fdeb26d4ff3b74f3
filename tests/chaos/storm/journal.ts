import type { Ground } from "../../processes/support/ground";

export type Heard = { faults: Map<string, number>; receipts: Map<string, number>; calls: number };

/** Reads Dojo's journal as it grows: it keeps the newest ten thousand calls only. */
export function listenToJournal({ emulator }: Ground) {
  const heard: Heard = { faults: new Map(), receipts: new Map(), calls: 0 };
  const add = (counts: Map<string, number>, what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  let after = 0;
  const catchUp = async () => {
    for (;;) {
      const entries = await emulator.journal(after);
      for (const { operationId, path, status, fault } of entries) {
        heard.calls += 1;
        if (fault) add(heard.faults, `${operationId} ${fault}`);
        const mailed = operationId === "Receipt_Create" && status === 204 && /pi_[^/]+/.exec(path);
        if (mailed) add(heard.receipts, mailed[0]);
      }
      const newest = entries.at(-1);
      if (!newest) return heard;
      after = newest.seq;
    }
  };
  return { catchUp };
}
