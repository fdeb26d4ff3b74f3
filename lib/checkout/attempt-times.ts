/**
 * In ms. The leases are for the customer and its secret, and then for the intent. One that runs out lets another request
 * take the place, though its holder may only be slow: whose attempt is no longer SENDING sends or shows nothing. The quarantine is how long a late commit at Dojo is waited for before an
 * intent that cannot be found counts as not created; being wrong is harmless, because nobody was shown its link.
 */
export const attemptTimes = {
  leaseMs: 20_000,
  sendingLeaseMs: 12_000,
  quarantineMs: 5_000,
  /** After its order's `expiresAt`. Dojo's clock may be behind ours, and a payment begun in time may take a while. */
  goneAfterMs: 10 * 60_000,
};

/** An order and the stock it holds live this long after its last intent; the intent's `expireAt` is that moment. */
export const ORDER_LIFE_MINUTES = 30;

/** A link is shown again while it has this much left. */
export const SPARE_SECONDS = 60;
