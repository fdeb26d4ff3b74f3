/**
 * In ms. The leases outlive what their holder may take, for the customer and its secret and then for the intent, so one
 * that ran out means that the holder is gone. The quarantine is how long a late commit at Dojo is waited for before an
 * intent that cannot be found counts as not created; being wrong is harmless, because nobody was shown its link.
 */
export const attemptTimes = { leaseMs: 20_000, sendingLeaseMs: 12_000, quarantineMs: 5_000 };

/** An order and the stock it holds live this long after its last intent; the intent's `expireAt` is that moment. */
export const ORDER_LIFE_MINUTES = 30;

/** A link is shown again while it has this much left. */
export const SPARE_SECONDS = 60;
