import { DEFAULT_EXPIRY, isExpired, type Outcome, type TestCard } from "../cards";
import type { PaymentEvent, SetupIntent } from "../entities";
import { invalidField, Refusal } from "../errors";
import { readDateTime } from "../schemas/common";
import type { SetupIntentRequest, SetupIntentStatus } from "../schemas/setup-intent";
import type { World } from "../world";
import { newClientSession } from "./client-session";
import { cardPayment, paymentEvent } from "./details";

/** What a bank refuses although no money is asked for; too little money shows at the charge. */
const REFUSED = new Set<Outcome>(["declined", "referred", "challengeFails"]);

/** Makes a setup intent after the checks that need state. The customer takes no secret here. */
export function createSetupFrom(world: World, asked: SetupIntentRequest): SetupIntent {
  const { store, clock, ids } = world;
  const customerId = asked.customer?.id;
  if (customerId !== undefined && !store.customers.get(customerId)) {
    throw invalidField("customer.id", "There is no such customer.");
  }
  const expireAt = asked.expireAt === undefined ? undefined : readDateTime(asked.expireAt);
  if (expireAt !== undefined && expireAt <= clock.now()) {
    throw invalidField("expireAt", "This time has passed.");
  }
  const now = clock.iso();
  return store.setupIntents.put({
    id: ids.setupIntent(),
    seq: store.nextSeq(),
    request: asked,
    status: "Created",
    clientSession: newClientSession(world),
    createdAt: now,
    updatedAt: now,
    ...(expireAt === undefined ? {} : { expireAt: clock.iso(expireAt) }),
    setupEvents: [],
  });
}

/** The setup intent as it is at this moment: its own end and that of its card taken into account. */
export function currentSetup(world: World, id: string): SetupIntent | undefined {
  const setup = world.store.setupIntents.get(id);
  if (!setup) return undefined;
  const now = world.clock.now();
  const over = setup.expireAt !== undefined && now >= Date.parse(setup.expireAt);
  if (setup.status === "Created" && over) return putStatus(world, setup, "Expired");
  const cardOver = setup.card !== undefined && isExpired(setup.card.expiryDate, now);
  if (setup.status === "Authorized" && cardOver) return putStatus(world, setup, "CardExpired");
  return setup;
}

/** Cancels one that has no card yet; one that has is closed, and only when the caller says so. */
export function endSetup(world: World, setup: SetupIntent, includeAuthorized: boolean): SetupIntent {
  if (setup.status === "Created") return putStatus(world, setup, "Canceled");
  if (setup.status === "Authorized" && includeAuthorized) return putStatus(world, setup, "Closed");
  throw new Refusal(400, `This setup intent is ${setup.status} and cannot be cancelled.`);
}

/** What the shopper does on Dojo's page: a card is entered and its bank agrees, or declines and nothing is kept. */
export function authorizeSetup(world: World, setup: SetupIntent, card: TestCard): SetupIntent {
  if (setup.status !== "Created") throw new Refusal(409, `The setup intent is ${setup.status}.`);
  const name = "Test Shopper";
  const instrument = { card, expiryDate: DEFAULT_EXPIRY, name };
  const [transactionId, authCode] = [world.ids.transaction(), world.ids.authCode()];
  const happened = (type: PaymentEvent["eventType"], code: string) =>
    paymentEvent(world, instrument, type, transactionId, code);
  if (REFUSED.has(card.outcome)) return putEvents(world, setup, happened("Declined", ""));
  const event = happened("Authorized", authCode);
  return world.store.write(() =>
    world.store.setupIntents.put({
      ...putEvents(world, setup, event),
      status: "Authorized",
      card: { token: card.token, expiryDate: DEFAULT_EXPIRY, name },
      paymentDetails: cardPayment(instrument, event, "AUTHORIZED"),
    }),
  );
}

export function putStatus(world: World, setup: SetupIntent, status: SetupIntentStatus): SetupIntent {
  const { store, clock } = world;
  return store.write(() => store.setupIntents.put({ ...setup, status, updatedAt: clock.iso() }));
}

function putEvents({ store, clock }: World, setup: SetupIntent, event: PaymentEvent): SetupIntent {
  const setupEvents = [...setup.setupEvents, event];
  return store.write(() => store.setupIntents.put({ ...setup, setupEvents, updatedAt: clock.iso() }));
}
