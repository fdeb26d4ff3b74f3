import { dojoItself } from "./findings.mjs";
import { Refusal } from "./say.mjs";

const hosts = ["127.0.0.1", "localhost", "[::1]"];
const unfit = 2;

/** Whom a sandbox run asks, and with which key. Refuses, before anything is sent, what could cost money or leak. */
export function readSandbox(env) {
  const apiKey = env.DOJO_API_KEY ?? "";
  if (apiKey === "")
    throw new Refusal(
      "There is no key. Set DOJO_API_KEY to a sandbox key of yours (sk_sandbox_…, from Dojo's developer portal),\n" +
        "in the environment or in .env:  DOJO_API_KEY=sk_sandbox_… npm run test:sandbox",
      { exitCode: unfit },
    );
  if (!/^sk_sandbox_[!-~]+$/.test(apiKey))
    throw new Refusal(
      "DOJO_API_KEY is not a sandbox key (sk_sandbox_…). Production keys are never used for tests.",
      { exitCode: unfit },
    );
  const address = env.DOJO_API_URL ?? dojoItself;
  const url = new URL(URL.canParse(address) ? address : "unfit:");
  const local = hosts.includes(url.hostname);
  if (url.protocol !== "https:" && !(local && url.protocol === "http:"))
    throw new Refusal("DOJO_API_URL must be an https address, or http on this machine.", { exitCode: unfit });
  const real = url.origin === dojoItself;
  return {
    apiKey,
    apiUrl: url.origin,
    checkoutOrigin: env.DOJO_CHECKOUT_ORIGIN ?? (real ? "https://pay.dojo.tech" : url.origin),
    /** Nobody publishes how much Dojo bears; five calls a second are bearable anywhere. */
    paceMs: local ? 0 : 200,
  };
}

/** One harmless call first: with a key that opens nothing every answer would be the same, and a finding of nothing. */
export async function askWhetherKeyOpens({ apiUrl, apiKey }) {
  const { status } = await fetch(`${apiUrl}/customers/search`, {
    method: "POST",
    headers: {
      authorization: `Basic ${apiKey}`,
      version: "2026-02-27",
      "content-type": "application/json",
    },
    body: JSON.stringify({ limit: 1 }),
    redirect: "manual",
    signal: AbortSignal.timeout(15_000),
  }).catch((cause) => {
    throw new Refusal(
      `${apiUrl} does not answer: ${cause.cause?.code ?? cause.cause?.message ?? cause.message}`,
      { cause },
    );
  });
  if (status === 401 || status === 403)
    throw new Refusal(`${apiUrl} does not take this key (${status}).`, { exitCode: unfit });
  if (status !== 200)
    throw new Refusal(`${apiUrl} is not fit to be asked: a first search answered ${status}.`);
}

/** A failed comparison prints both of its sides; keys and customer secrets are cut out of every line. */
export function hideSecrets(text, { apiKey }) {
  return text.replaceAll(apiKey, "sk_sandbox_…").replaceAll(/\b([cs][ks])_(sandbox|prod)_[\w-]+/g, "$1_$2_…");
}
