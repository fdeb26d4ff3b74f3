import { Refusal } from "./errors";

const NEWEST_VERSION = "2026-02-27";
const API_KEY = /^Basic sk_sandbox_[A-Za-z0-9_-]{4,}$/;
const CUSTOMER_SECRET = /^Basic (cs_sandbox_[A-Za-z0-9_-]+)$/;

/**
 * The literal word `Basic` and the raw key: not base64 of user:password. Any well-formed sandbox key opens the
 * one merchant; a production key is refused, since nothing real may reach this program.
 */
export function requireApiKey(authorization: string | undefined): void {
  if (API_KEY.test(authorization ?? "")) return;
  throw new Refusal(
    401,
    "Send `Authorization: Basic sk_sandbox_…`: the word Basic, a space and the raw key.",
  );
}

/** The two public payment-method calls are opened by a customer secret alone; an API key there is a 401. */
export function readCustomerSecret(authorization: string | undefined): string {
  const secret = CUSTOMER_SECRET.exec(authorization ?? "")?.[1];
  if (secret) return secret;
  throw new Refusal(401, "Send `Authorization: Basic cs_sandbox_…` with a secret of this customer.");
}

/** Dojo's own clients send versions of several years, so any real date up to the newest is accepted. */
export function requireVersion(version: string | undefined): void {
  if (version === undefined) {
    throw new Refusal(400, "The version header is required.", {
      version: ["The version header is required."],
    });
  }
  const date = new Date(`${version}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(version) && date.toJSON()?.startsWith(version);
  if (real && version <= NEWEST_VERSION) return;
  const message = `Use a date in the form yyyy-mm-dd, at most ${NEWEST_VERSION}.`;
  throw new Refusal(400, "The version header is not a known API version.", { version: [message] });
}
