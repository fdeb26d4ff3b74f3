/**
 * In ms, held against the database's `now()`. The lease outlives a call's deadline, so that a holder who is alive
 * is not taken for dead; the quarantine outlives a late commit at Dojo and the lag of its search.
 */
export const claimTimes = {
  leaseMs: 30_000,
  callMs: 8_000,
  quarantineMs: 60_000,
  /** How long a request waits for its customer, looking for it included. */
  waitMs: 5_000,
  pollMs: 100,
  /** Between two looks for a customer that may still appear: as long as it has been awaited, within these. */
  lookAgainMs: { least: 500, most: 5_000 },
  /** Of a claim's last lease, before the worker takes it that nobody is coming back. */
  abandonedMs: 10_000,
  /** How long the worker looks: a thousand pages and more. */
  workerScanMs: 300_000,
};
