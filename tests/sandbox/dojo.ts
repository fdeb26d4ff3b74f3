import { setting } from "../setup/setting";

// biome-ignore lint/suspicious/noExplicitAny: answers of a foreign API, whose shape is what is asked
export type Json = any;
export type Answer = { status: number; body: Json; headers: Headers };
type Send = { authorization?: string; version?: string | null; headers?: Record<string, string> };

const apiUrl = setting("TEST_DOJO_URL");
const apiKey = setting("TEST_DOJO_API_KEY");
export const wellFormed = "AAAAAAAAAAAAAAAAAAAAAA";

/**
 * One raw call, below the shop's client, which would hide what is asked about. No answer, a 5xx, a 429 or our key
 * not being taken say nothing about Dojo's rules: those throw. 501 is an emulator's word for what it does not play.
 */
export async function call(method: string, path: string, body?: unknown, send: Send = {}): Promise<Answer> {
  const { authorization = apiKey, version = "2026-02-27", headers = {} } = send;
  const response = await fetch(`${apiUrl}${path}`, {
    method,
    headers: {
      authorization: `Basic ${authorization}`,
      accept: "application/json",
      ...(version === null ? {} : { version }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: "manual",
    signal: AbortSignal.timeout(20_000),
  });
  const { status } = response;
  const refused =
    (status === 401 || status === 403) && authorization === apiKey && !path.includes("/public/");
  if (refused || status === 429 || (status >= 500 && status !== 501))
    throw new Error(`no answer to the question: ${method} ${path} answered ${status}`);
  return { status, body: parsed(await response.text()), headers: response.headers };
}

/** Like `call`, for what must succeed before a question can be asked. */
export async function must(...request: Parameters<typeof call>): Promise<Answer> {
  const answer = await call(...request);
  if (answer.status < 300) return answer;
  const fields = Object.keys(answer.body?.errors ?? {}).join(", ");
  throw new Error(`${request[0]} ${request[1]} answered ${answer.status} (${fields})`);
}

export const marker = () => `sf1:${crypto.randomUUID().slice(0, 32)}`;
export const probe = () => ({ name: "Sandbox Probe", emailAddress: "sandbox.probe@example.com" });

export async function newCustomer(more: object = {}): Promise<string> {
  return (await must("POST", "/customers", { ...probe(), ...more })).body.id;
}

export async function newSecret(customerId: string): Promise<string> {
  return (await must("POST", `/customers/${customerId}/create-secret`)).body.secret;
}

/** What an intent needs and no more; it is void after ten minutes, should all else fail. */
export function intentRequest(more: object = {}) {
  return {
    amount: { value: 1000, currencyCode: "GBP" },
    reference: `P-${crypto.randomUUID().slice(0, 13)}`,
    expireAt: new Date(Date.now() + 10 * 60_000).toISOString(),
    ...more,
  };
}

export async function newIntent(more: object = {}): Promise<Json> {
  return (await must("POST", "/payment-intents", intentRequest(more))).body;
}

/** An intent of a new customer with a fresh secret, as the shop makes it. */
export async function newShopIntent(): Promise<{ intent: Json; customerId: string; secret: string }> {
  const customerId = await newCustomer();
  const secret = await newSecret(customerId);
  const intent = await newIntent({
    customer: { id: customerId, secret },
    paymentMethods: ["SavedCard", "Card"],
  });
  return { intent, customerId, secret };
}

export const statusOf = async (answer: Promise<Answer>) => String((await answer).status);
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Some published date-times leave the zone out; they are UTC. */
export function timeOf(text: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
