import { createEmulator, type EmulatorOptions } from "../../emulator/server";

// biome-ignore lint/suspicious/noExplicitAny: answers of a foreign API, whose shape is what the tests assert
export type Json = any;

export const API_KEY = "sk_sandbox_c2VjcmV0LWtleQ";

type Send = { key?: string; version?: string | null; headers?: Record<string, string>; raw?: string };

/** An emulator in this process and the few calls that most tests begin with. */
export function startDojo(options: EmulatorOptions = {}) {
  const { app, close } = createEmulator({ report: (error) => fail(error), ...options });

  async function call(method: string, path: string, body?: unknown, send: Send = {}) {
    const { key = API_KEY, version = "2026-02-27", headers = {}, raw } = send;
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await app.request(path, {
      method,
      headers: {
        ...(key === "" ? {} : { Authorization: `Basic ${key}` }),
        ...(version === null ? {} : { version }),
        ...(text === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    return { status: response.status, body: await json(response), headers: response.headers };
  }

  async function control(method: string, path: string, body?: unknown) {
    return call(method, `/_emulator/${path}`, body, { key: "", version: null });
  }

  async function customer(details: object = {}): Promise<string> {
    return (await call("POST", "/customers", details)).body.id;
  }

  async function secret(customerId: string): Promise<string> {
    return (await call("POST", `/customers/${customerId}/create-secret`)).body.secret;
  }

  async function intent(more: object = {}): Promise<Json> {
    const basics = { amount: { value: 1234, currencyCode: "GBP" }, reference: "Order 1" };
    const made = await call("POST", "/payment-intents", { ...basics, ...more });
    if (made.status !== 200) throw new Error(`no intent: ${JSON.stringify(made.body)}`);
    return made.body;
  }

  /** An intent of a customer with a fresh secret, as a shop makes it. */
  async function shopIntent(customerId: string, more: Json = {}): Promise<Json> {
    const { customer: extra, ...rest } = more;
    return intent({
      paymentMethods: ["SavedCard", "Card"],
      customer: { id: customerId, secret: await secret(customerId), ...extra },
      config: {
        redirectUrl: "https://shop.example/return?order=7",
        cancelUrl: "https://shop.example/back?c=1",
      },
      ...rest,
    });
  }

  async function cards(customerId: string): Promise<Json[]> {
    const key = await secret(customerId);
    const found = await call("GET", `/customers/public/${customerId}/payment-methods`, undefined, { key });
    return found.body.savedPaymentMethods;
  }

  const advance = (advanceMs: number) => control("POST", "clock", { advanceMs });
  const state = async (): Promise<Json> => (await control("GET", "state")).body;
  const journal = async (query = ""): Promise<Json[]> => (await control("GET", `journal${query}`)).body;

  return { app, close, call, control, customer, secret, intent, shopIntent, cards, advance, state, journal };
}

export type Dojo = ReturnType<typeof startDojo>;

export const APPROVED = {
  cardNumber: "5200 0000 0000 1005",
  expiry: "12/29",
  securityCode: "020",
  cardName: "Ann",
};
export const DECLINED = { ...APPROVED, cardNumber: "4456 5300 0000 1013", securityCode: "341" };
export const CHALLENGED = { ...APPROVED, cardNumber: "4456 5300 0000 1096" };
export const SLOW = { ...APPROVED, cardNumber: "4456 5300 0000 2037" };

/** The path and query of a payment link, to open it in process. */
export function pathOf(link: string): string {
  const url = new URL(link, "http://emulator.test");
  return url.pathname + url.search;
}

/** A browser without JavaScript, as far as these pages need one. */
export function shopper(dojo: Dojo) {
  const read = async (response: Response) => ({
    status: response.status,
    html: await response.text(),
    location: response.headers.get("location"),
    headers: response.headers,
  });
  const open = async (link: string) => read(await dojo.app.request(pathOf(link)));
  const submit = async (link: string, fields: Record<string, string>) =>
    read(await dojo.app.request(pathOf(link), { method: "POST", body: new URLSearchParams(fields) }));
  /** Submits and opens the page of the emulator that this leads to. */
  const send = async (link: string, fields: Record<string, string>) => {
    const { status, location } = await submit(link, fields);
    if (status !== 303 || !location?.startsWith("/")) throw new Error(`${status}, not led on: ${location}`);
    return { ...(await open(location)), location };
  };
  return { open, submit, send };
}

async function json(response: Response): Promise<Json> {
  const text = await response.text();
  return text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text || null;
}

function fail(error: unknown): never {
  throw error;
}
