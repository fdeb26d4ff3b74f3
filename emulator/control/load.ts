import { maskPan, TEST_CARDS } from "../cards";
import type { Customer } from "../entities";
import type { World } from "../world";
import type { LoadRequest } from "./schema";

/** Rows in one line of the log: long enough to be fast, short enough to read again with ease. */
const CHUNK = 500;
const YEAR_MS = 365 * 24 * 60 * 60_000;
const EXPIRY = "2029-12-31";

const FIRST_NAMES =
  "Aisha Amelia Arthur Beth Callum Charlotte Daniel Eilidh Emily Farah George Grace Harry Imogen Isla Jack Leo Maya Noah Oliver Priya Rhys Sofia Thomas Zara".split(
    " ",
  );
const LAST_NAMES =
  "Ahmed Baker Campbell Clarke Cooper Davies Evans Fraser Green Hughes Iqbal Jones Kaur Khan Lewis MacDonald Murphy Nowak Patel Roberts Shaw Singh Taylor Williams Wright Young".split(
    " ",
  );
const USABLE_CARDS = TEST_CARDS.filter((card) => card.outcome === "approved");

/**
 * Adds customers that belong to nobody in the test, to show that a search stays bounded. They are created one
 * after the other between the newest customer there is (or a year ago) and now, so that creation times keep the
 * order of the search. Answers how many customers there are.
 */
export function loadCustomers(world: World, asked: LoadRequest): number {
  const { store, clock } = world;
  const now = clock.now();
  const newest = store.customers.newest(1)[0];
  const start = newest ? Math.min(Date.parse(newest.createdAt), now) : now - YEAR_MS;
  const step = (now - start) / Math.max(asked.customers, 1);
  for (let first = 0; first < asked.customers; first += CHUNK) {
    const end = Math.min(first + CHUNK, asked.customers);
    store.write(() => {
      for (let index = first; index < end; index++) {
        const at = clock.iso(Math.floor(start + (index + 1) * step));
        const customer = addCustomer(world, index, at, asked.emailAddress);
        if (picks(index, asked.savedCards ?? 0, asked.customers)) addCard(world, index, customer);
      }
    });
  }
  return store.customers.size;
}

/** One in ten has the wanted address, from the first one on. */
function addCustomer(
  { store, ids }: World,
  index: number,
  at: string,
  emailAddress: string | undefined,
): Customer {
  const seq = store.nextSeq();
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? "";
  const last = LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length] ?? "";
  const own = `${first}.${last}.${seq}@example.com`.toLowerCase();
  return store.customers.put({
    id: ids.customer(),
    seq,
    name: `${first} ${last}`,
    emailAddress: emailAddress !== undefined && index % 10 === 0 ? emailAddress : own,
    createdAt: at,
    updatedAt: at,
    documentVersion: 0,
  });
}

/** Picks exactly `count` of `total` places, evenly and from the first one on. */
function picks(index: number, count: number, total: number): boolean {
  return (index * count) % total < count;
}

function addCard({ store, ids }: World, index: number, { id, name = "" }: Customer): void {
  const card = USABLE_CARDS[index % USABLE_CARDS.length];
  if (!card) throw new Error("There is no test card that can be saved.");
  store.savedCards.put({
    id: ids.savedCard(),
    seq: store.nextSeq(),
    customerId: id,
    token: card.token,
    pan: maskPan(card.number),
    expiryDate: EXPIRY,
    scheme: card.scheme,
    name,
  });
}
