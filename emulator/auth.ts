import { Refusal } from "./errors";

const NEWEST_VERSION = "2026-02-27";
const API_KEY = /^basic +(sk_sandbox_[A-Za-z0-9_-]+)$/i;
const CUSTOMER_SECRET = /^basic +(cs_sandbox_[A-Za-z0-9_-]+)$/i;

/** A part of the API that a configured key may be kept out of: the first word of its paths. */
export const AREAS = ["customers", "payment-intents", "setup-intents", "webhooks"] as const;

export type ApiKey = { key: string; permissions: readonly (typeof AREAS)[number][] };

/**
 * The literal word `Basic` and the raw key: not base64 of user:password. Any well-formed sandbox key opens the
 * one merchant unless keys are configured; a production key is refused, since nothing real may reach this program.
 */
export function requireApiKey(keys: readonly ApiKey[], path: string, authorization = ""): void {
  const key = findCredential(API_KEY, authorization);
  if (key === undefined) {
    throw new Refusal(
      401,
      "Send `Authorization: Basic sk_sandbox_…`: the word Basic, a space and the raw key (letters, digits, _ and -).",
    );
  }
  if (keys.length === 0) return;
  const known = keys.find((each) => each.key === key);
  if (!known) throw new Refusal(401, "This key is not one of the configured ones.");
  if (!known.permissions.some((area) => path.startsWith(`/${area}`))) {
    throw new Refusal(403, "This key has no permission for this part of the API.");
  }
}

/** The two public payment-method calls are opened by a customer secret alone; an API key there is a 401. */
export function readCustomerSecret(authorization = ""): string {
  const secret = findCredential(CUSTOMER_SECRET, authorization);
  if (secret) return secret;
  throw new Refusal(401, "Send `Authorization: Basic cs_sandbox_…` with a secret of this customer.");
}

/** Clients generated from the description send their key beside the secret: two values, or two headers. */
function findCredential(form: RegExp, authorization: string): string | undefined {
  const found = authorization.split(",").flatMap((credential) => form.exec(credential.trim())?.[1] ?? []);
  return found[0];
}

/**
 * Dojo's own clients send versions of several years, so any real date up to the newest is accepted; its .NET
 * clients send theirs twice when they share an HttpClient. Answers the version.
 */
export function requireVersion(header: string | undefined): string {
  if (header === undefined) {
    throw new Refusal(400, "The version header is required.", {
      version: ["The version header is required."],
    });
  }
  const [version = "", ...others] = new Set(header.split(",").map((each) => each.trim()));
  const date = new Date(`${version}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(version) && date.toJSON()?.startsWith(version);
  if (real && version <= NEWEST_VERSION && others.length === 0) return version;
  const message = `Use one date in the form yyyy-mm-dd, at most ${NEWEST_VERSION}.`;
  throw new Refusal(400, "The version header is not a known API version.", { version: [message] });
}
