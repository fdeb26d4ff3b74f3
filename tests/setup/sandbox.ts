import { afterAll } from "vitest";
import { type Kind, openLedger, removeLeft } from "../../scripts/lib/dojo-ledger.mjs";
import { setting } from "./setting";
import { turns } from "./turns";

/*
 * Stands between these tests and Dojo, whoever calls: every creation is written down when it is asked and when it
 * is answered, and undone after each file, so that no test has to remember it, not even one that fails.
 */
const apiUrl = setting("TEST_DOJO_URL");
const apiKey = setting("TEST_DOJO_API_KEY");
const ledger = openLedger(setting("SANDBOX_LEDGER"));
const turn = turns(Number(setting("SANDBOX_PACE_MS")));
const kinds: Record<string, Kind> = { customers: "customer", "payment-intents": "payment intent" };

const send = globalThis.fetch;

globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.origin !== apiUrl) return send(input, init);
  await turn();
  const [, collection = "", id, ...more] = url.pathname.split("/");
  const kind = more.length === 0 ? kinds[collection] : undefined;
  const method = init?.method ?? "GET";
  if (kind && method === "POST" && id === undefined) return create(kind, input, init);
  const response = await send(input, init);
  if (kind && method === "DELETE" && id && response.ok) ledger.removed({ kind, id: decodeURIComponent(id) });
  return response;
};

afterAll(() => removeLeft(ledger, { apiUrl, apiKey }));

async function create(kind: Kind, ...request: Parameters<typeof fetch>): Promise<Response> {
  const { made, refused, doubtful } = ledger.asked({ kind, name: nameIn(request[1]) });
  const response = await send(...request).catch((error: unknown) => {
    doubtful("no answer came");
    throw error;
  });
  if (response.status >= 500) doubtful(`the answer was ${response.status}`);
  else if (!response.ok) refused();
  if (!response.ok) return response;
  const id = await idIn(response.clone());
  if (id) made(id);
  else doubtful("the answer named no id");
  return response;
}

async function idIn(response: Response): Promise<string | undefined> {
  try {
    const { id }: { id?: unknown } = await response.json();
    return typeof id === "string" ? id : undefined;
  } catch {
    return undefined;
  }
}

/** By what a person finds it in Dojo's portal. */
function nameIn(init?: RequestInit): string {
  const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : {};
  const { reference, vatNumber, name } = body as Record<string, unknown>;
  return String(reference ?? vatNumber ?? name ?? "without a name");
}
