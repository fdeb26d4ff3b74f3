import { setting } from "./setting";

type Options = {
  url?: string;
  key?: string;
  headers?: Record<string, string>;
};

/** A call of the merchant's own to Dojo, past the shop: what happens "behind our back". Throws unless it succeeds. */
export async function callDojo(method: string, path: string, body?: unknown, options: Options = {}) {
  const { url = setting("EMULATOR_URL"), key = setting("TEST_DOJO_API_KEY"), headers = {} } = options;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Basic ${key}`,
      version: "2026-02-27",
      "content-type": "application/json",
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}
