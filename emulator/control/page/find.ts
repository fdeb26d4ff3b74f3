import type { Customer, Delivery, Intent, PaymentEvent, SetupIntent } from "../../entities";
import type { World } from "../../world";

/** Rows of one kind that a search shows. */
const MOST = 10;
/** Four digits, or a card number as `redact` leaves it of one that was typed whole. */
const LAST_FOUR = /^(?:\d{6}\*+)?(\d{4})$/;

/** The newest rows that fit, and how many there are. */
export type Found<Row> = { rows: Row[]; total: number };

type Finds = {
  intents: Found<Intent>;
  customers: Found<Customer>;
  setups: Found<SetupIntent>;
  deliveries: Found<Delivery>;
};

/**
 * Everything that a pasted id, a part of a name, reference or address, or a card's last four digits may mean. One
 * walk over each table, so that it stays quick with 100,000 customers.
 */
export function findAll({ store }: World, typed: string): Finds {
  // A pattern looks without making a lower-case copy of every text, which would take three times as long.
  const wanted = new RegExp(typed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
  const lastFour = LAST_FOUR.exec(typed)?.[1];
  const has = (...texts: (string | undefined)[]) =>
    texts.some((text) => text !== undefined && wanted.test(text));
  const endsSo = (pan: string) => lastFour !== undefined && pan.endsWith(lastFour);
  const happened = (events: PaymentEvent[]) =>
    events.some(({ transactionId, cardNumber }) => has(transactionId) || endsSo(cardNumber));
  const cardOwners = new Set(
    store.savedCards
      .all()
      .filter(({ id, pan }) => has(id) || endsSo(pan))
      .map(({ customerId }) => customerId),
  );
  return {
    intents: newest(
      store.intents.all(),
      ({ id, request, paymentEvents }) =>
        has(id, request.reference, request.customer?.id, request.customer?.emailAddress) ||
        happened(paymentEvents),
    ),
    customers: newest(
      store.customers.all(),
      ({ id, name, emailAddress }) => has(id, name, emailAddress) || cardOwners.has(id),
    ),
    setups: newest(
      store.setupIntents.all(),
      ({ id, request, setupEvents }) =>
        has(id, request.reference, request.customer?.id) || happened(setupEvents),
    ),
    deliveries: newest(store.deliveries.all(), ({ id, eventId }) => has(id, eventId)),
  };
}

function newest<Row>(rows: Row[], fits: (row: Row) => boolean): Found<Row> {
  const found: Row[] = [];
  let total = 0;
  for (let place = rows.length - 1; place >= 0; place--) {
    const row = rows[place];
    if (row === undefined || !fits(row)) continue;
    total += 1;
    if (total <= MOST) found.push(row);
  }
  return { rows: found, total };
}
