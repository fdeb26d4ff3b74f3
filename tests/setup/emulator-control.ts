import { setting } from "./setting";

export type JournalEntry = {
  seq: number;
  at: string;
  durationMs: number;
  operationId: string | null;
  method: string;
  path: string;
  status: number;
  request: Record<string, unknown> | null;
  response: Record<string, unknown> | null;
  /** The kind of the fault that bent it. */
  fault?: string;
};

export type Fault = Record<string, unknown> & { operation: string; kind: string };
type Pay = { paymentIntentId: string; card?: string; paymentMethodId?: string; saveCard?: boolean };

export type EmulatorState = {
  now: string;
  customers: { id: string; name?: string; emailAddress?: string; vatNumber?: string }[];
  paymentMethods: { customerId: string; id: string }[];
  paymentIntents: {
    id: string;
    status: string;
    reference: string;
    amount: { value: number; currencyCode: string };
    refundedAmount: number;
    expireAt?: string;
    metadata?: Record<string, string>;
  }[];
  refunds: { refundId: string; paymentIntentId: string }[];
  deliveries: {
    id: string;
    eventId: string;
    event: string;
    state: string;
    body?: { data: { paymentIntentId: string } };
    attempts: { status: number | null }[];
  }[];
};

/** The emulator's control contract, for tests: what happened there, and what should go wrong next. */
export function emulatorControl(url = setting("EMULATOR_URL")) {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/_emulator/${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return text === "" ? null : JSON.parse(text);
  };
  const journal = async (after = 0): Promise<JournalEntry[]> => {
    const page: JournalEntry[] = await call("GET", `journal?after=${after}&limit=1000`);
    const last = page.at(-1)?.seq;
    return page.length < 1000 || last === undefined ? page : [...page, ...(await journal(last))];
  };
  return {
    journal,
    state: (): Promise<EmulatorState> => call("GET", "state"),
    reset: () => call("POST", "reset"),
    pay: (payment: Pay) => call("POST", "pay", payment),
    portalRefund: (refund: { paymentIntentId: string; amount: number }) =>
      call("POST", "portal-refund", refund),
    faults: (faults: Fault[]) => call("PUT", "faults", faults),
    clearFaults: () => call("DELETE", "faults"),
    advance: (advanceMs: number) => call("POST", "clock", { advanceMs }),
    load: (foreign: { customers: number; emailAddress?: string; savedCards?: number }) =>
      call("POST", "load", foreign),
    redeliver: (id: string) => call("POST", `deliveries/${id}/redeliver`),
    /** Runs `work` and returns the API calls it caused, in the order they began. */
    callsDuring: async (work: () => Promise<unknown>): Promise<JournalEntry[]> => {
      const before = (await journal()).at(-1)?.seq ?? 0;
      await work();
      return (await journal(before)).filter((entry) => entry.operationId !== null);
    },
  };
}
