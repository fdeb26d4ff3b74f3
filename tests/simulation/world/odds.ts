/** How often each thing goes wrong, per step or exchange. */
export type Odds = {
  crash: number;
  freeze: number;
  dropped: number;
  lostReply: number;
  late: number;
  refusedBefore: number;
  brokenAfter: number;
  stale: number;
  busy: number;
  webhookDropped: number;
  wrongIntent: number;
  /** Dojo takes money for an intent that it has cancelled. */
  lateCapture: number;
  /** Nothing gets through to Dojo. */
  outage: boolean;
};

export const TROUBLE: Odds = {
  ...{ crash: 0.03, freeze: 0.002, dropped: 0.06, lostReply: 0.08, late: 0.06 },
  ...{ refusedBefore: 0.03, brokenAfter: 0.03, stale: 0.1, busy: 0.005, webhookDropped: 0.2 },
  ...{ wrongIntent: 0.01, lateCapture: 0.5, outage: false },
};

export const HEALED: Odds = {
  ...{ crash: 0, freeze: 0, dropped: 0, lostReply: 0, late: 0 },
  ...{ refusedBefore: 0, brokenAfter: 0, stale: 0, busy: 0, webhookDropped: 0 },
  ...{ wrongIntent: 0, lateCapture: 0, outage: false },
};

/** What a run has seen, for the figures it reports. */
export const noCounts = () => ({
  ...{ orders: 0, attempts: 0, intents: 0, paid: 0, steps: 0, crashes: 0, exchanges: 0 },
  ...{ dropped: 0, lostReplies: 0, lateCommits: 0, staleReads: 0 },
  ...{ events: 0, deliveries: 0, duplicates: 0, droppedDeliveries: 0 },
  ...{
    portalRefunds: 0,
    operatorRefunds: 0,
    autoRefunds: 0,
    slips: 0,
    lateCaptures: 0,
    reviews: 0,
    superseded: 0,
  },
});

export type Counts = ReturnType<typeof noCounts>;
