import type { Intent } from "../../entities";
import { formatMoney } from "../../hosted/money";
import { capturedAmount } from "../../payments/capture";
import { redact } from "../../redact";
import type { World } from "../../world";
import { count } from "./parts";
import type { Notice } from "./view";

type Words = (world: World, id: string) => string | undefined;

/** What an action may report. The address carries one of these and an id; every word of the sentence is ours. */
const DONE = {
  moved: () => "The clock was moved.",
  paid: ofIntent(({ status }) => `was paid: ${status}`),
  declined: ofIntent(({ status }) => `was not paid, the card was declined: ${status}`),
  waiting: ofIntent(({ status }) => `waits for its slow bank: ${status}`),
  cancelled: ofIntent(({ status }) => `was cancelled: ${status}`),
  captured: ofIntent((intent) => `was captured, ${inAll(intent, capturedAmount(intent))}`),
  released: ofIntent(({ status }) => `was released: ${status}`),
  charged: ofIntent(({ status }) => `was charged: ${status}`),
  refunded: ofIntent((intent) => `was refunded, ${inAll(intent, intent.refundedAmount)}`),
  cardEntered: ofSetup("has its card"),
  cardDeclined: ofSetup("has no card, it was declined"),
  redelivered: ({ store }, id) => {
    const delivery = store.deliveries.get(id);
    return delivery && `${delivery.eventId} is sent again.`;
  },
  faultsSet: ({ faults }) => {
    const rules = faults.list().length;
    return rules === 1 ? "1 fault is switched on." : `${count(rules)} faults are switched on.`;
  },
  faultsCleared: () => "The faults are cleared.",
  reset: () => "Everything was reset.",
} as const satisfies Record<string, Words>;

export type DoneCode = keyof typeof DONE;
export type Done = { code: DoneCode; id?: string };

/** `back` with the report in its query, which the next page shows and leaves out of its own links. */
export function withDone(back: string, { code, id }: Done, fragment: string): string {
  const url = new URL(back, "http://127.0.0.1");
  url.searchParams.set("done", code);
  if (id !== undefined) url.searchParams.set("of", id);
  url.searchParams.set("at", url.hash.slice(1));
  return `${url.pathname}${url.search}#${fragment}`;
}

/** Takes the report out of the query; a code or an id that is not ours says nothing. */
export function takeDone(world: World, query: URLSearchParams): Notice | undefined {
  const [code, id, anchor] = ["done", "of", "at"].map((name) => query.get(name) ?? "");
  for (const name of ["done", "of", "at"]) query.delete(name);
  const words: Words | undefined = Object.hasOwn(DONE, code ?? "") ? DONE[code as DoneCode] : undefined;
  const text = words?.(world, id ?? "");
  return text === undefined ? undefined : { refused: false, text, anchor: anchor ?? "" };
}

function ofIntent(words: (intent: Intent) => string): Words {
  return ({ store }, id) => {
    const intent = store.intents.get(id);
    return intent && `${redact(intent.request.reference)} ${words(intent)}`;
  };
}

function ofSetup(words: string): Words {
  return ({ store }, id) => {
    const setup = store.setupIntents.get(id);
    return setup && `${redact(setup.request.reference)} ${words}: ${setup.status}`;
  };
}

function inAll({ totalAmount, status }: Intent, value: number): string {
  return `${formatMoney({ value, currencyCode: totalAmount.currencyCode })} in all: ${status}`;
}
