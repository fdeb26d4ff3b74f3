/**
 * In ms. `leaseMs` covers making the customer's secret, `sendingLeaseMs` the intent itself. A lease that has run out lets
 * another request take over; a holder that was only slow finds its attempt no longer SENDING, and sends and shows nothing.
 * `quarantineMs`: how long Dojo may take to show an intent whose answer was lost. After that it counts as not created; if
 * it turns up all the same no harm is done, because nobody was shown its link.
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
