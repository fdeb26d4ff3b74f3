import type { z } from "zod";
import { weaknessOf } from "@/lib/weak-secret";

export const DOJO_API = "https://api.dojo.tech";
export const DOJO_CHECKOUT = "https://pay.dojo.tech";

const BESIDE = "beside a production key";
/** In bytes: what Dojo makes is longer, what a person makes up is not. */
const WEBHOOK_SECRET_BYTES = 24;
/** They lower what every TLS connection, and the grammar of every request, must be. */
const CARELESS_OPTION = /--tls-min-v1\.[01]\b|--insecure-http-parser\b/;
const CARELESS_MAIL = /[?&](tls\.)?(rejectUnauthorized=false|ignoreTLS=true)\b/i;

type Text = "DOJO_API_KEY" | "DOJO_API_URL" | "DOJO_CHECKOUT_ORIGIN" | "SHOP_URL" | "SMTP_URL";
type Secret = "NEXTAUTH_SECRET" | "APP_SECRET";
type Settings = { [name in Text | Secret]?: string | undefined } & { DOJO_WEBHOOK_SECRETS?: string[] };

/**
 * What real money forbids among the shop's settings. Also run when a field is wrong by itself (hence the optional
 * ones), so that all is listed at once. No message holds a value.
 */
export function checkProduction(value: Settings, context: z.RefinementCtx<unknown>): void {
  if (!isProductionKey(value.DOJO_API_KEY)) return;
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (value.DOJO_API_URL !== DOJO_API) refuse("DOJO_API_URL", `must be ${DOJO_API} ${BESIDE}`);
  if (value.DOJO_CHECKOUT_ORIGIN !== DOJO_CHECKOUT)
    refuse("DOJO_CHECKOUT_ORIGIN", `must be ${DOJO_CHECKOUT} ${BESIDE}`);
  if (!value.SHOP_URL?.startsWith("https://")) refuse("SHOP_URL", `must be https ${BESIDE}`);
  if (CARELESS_MAIL.test(value.SMTP_URL ?? "")) refuse("SMTP_URL", "turns the check of certificates off");
  for (const name of ["NEXTAUTH_SECRET", "APP_SECRET"] as const) {
    const weakness = value[name] && weaknessOf(value[name]);
    if (weakness) refuse(name, `${weakness}: make one with openssl rand -base64 32`);
  }
  if (value.APP_SECRET && value.APP_SECRET === value.NEXTAUTH_SECRET)
    refuse("APP_SECRET", "must not be NEXTAUTH_SECRET again");
  if (value.DOJO_WEBHOOK_SECRETS?.some((each) => Buffer.byteLength(each) < WEBHOOK_SECRET_BYTES))
    refuse("DOJO_WEBHOOK_SECRETS", `needs at least ${WEBHOOK_SECRET_BYTES} bytes each ${BESIDE}`);
}

/**
 * The same of settings that are not the shop's own: how Node runs, and what was left of the emulator's. The worker and
 * the operator's tools may have no NODE_ENV; Next's server always has one.
 */
export function surroundingFaults(set: Record<string, string | undefined>) {
  if (!isProductionKey(set.DOJO_API_KEY)) return [];
  const faults: { name: string; message: string }[] = [];
  const refuse = (name: string, message: string) => faults.push({ name, message });
  if ((set.NODE_ENV ?? "production") !== "production")
    refuse("NODE_ENV", `must be production ${BESIDE}: next build, then next start`);
  if (set.NODE_TLS_REJECT_UNAUTHORIZED === "0")
    refuse("NODE_TLS_REJECT_UNAUTHORIZED", "turns the check of certificates off");
  if (CARELESS_OPTION.test(set.NODE_OPTIONS ?? ""))
    refuse("NODE_OPTIONS", "allows old TLS, or requests that break the grammar");
  for (const name of Object.keys(set).sort())
    if (name.startsWith("EMULATOR_")) refuse(name, `is the emulated Dojo's: must not be set ${BESIDE}`);
  return faults;
}

function isProductionKey(key: string | undefined): boolean {
  return key?.startsWith("sk_prod_") ?? false;
}
