import type { z } from "zod";
import { weaknessOf } from "@/lib/weak-secret";

export const DOJO_API = "https://api.dojo.tech";
export const DOJO_CHECKOUT = "https://pay.dojo.tech";

const BESIDE = "beside a production key";
/** In bytes: what Dojo makes is longer, what a person makes up is not. */
const WEBHOOK_SECRET_BYTES = 24;
/** They lower what every TLS connection, and the grammar of every request, must be, or let others look in. */
const CARELESS_OPTION = /--(tls-min-v1\.[01]|insecure-http-parser|inspect(-\w+)?)\b/;
/** Of nodemailer's, which reads any of its options from the address: these change neither TLS nor what is logged. */
const MAIL_OPTIONS = ["authMethod", "connectionTimeout", "greetingTimeout", "name", "pool", "socketTimeout"];

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
  if (mailOptions(value.SMTP_URL).some((name) => !MAIL_OPTIONS.includes(name)))
    refuse("SMTP_URL", `may set ${MAIL_OPTIONS.join(", ")} and nothing else ${BESIDE}`);
  for (const name of ["NEXTAUTH_SECRET", "APP_SECRET"] as const) {
    const weakness = value[name] && weaknessOf(value[name]);
    if (weakness) refuse(name, `${weakness}: make one with openssl rand -base64 32`);
  }
  if (value.APP_SECRET && value.APP_SECRET === value.NEXTAUTH_SECRET)
    refuse("APP_SECRET", "must not be NEXTAUTH_SECRET again");
  const signing = value.DOJO_WEBHOOK_SECRETS ?? [];
  if (signing.some((each) => each === value.APP_SECRET || each === value.NEXTAUTH_SECRET))
    refuse("DOJO_WEBHOOK_SECRETS", "must not be one of the shop's own secrets again");
  const weakness = signing.map(weaknessOf).find(Boolean);
  if (signing.some((each) => Buffer.byteLength(each) < WEBHOOK_SECRET_BYTES))
    refuse("DOJO_WEBHOOK_SECRETS", `needs at least ${WEBHOOK_SECRET_BYTES} bytes each ${BESIDE}`);
  else if (weakness) refuse("DOJO_WEBHOOK_SECRETS", `${weakness}: take Dojo's`);
}

function mailOptions(url: string | undefined): string[] {
  return url && URL.canParse(url) ? [...new URL(url).searchParams.keys()] : [];
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
  // Node takes `_` for `-`, and the same options on its command line.
  const options = [set.NODE_OPTIONS, ...process.execArgv].join(" ").replaceAll("_", "-");
  if (CARELESS_OPTION.test(options))
    refuse("NODE_OPTIONS", "allows old TLS, requests that break the grammar, or a debugger");
  for (const name of Object.keys(set).sort())
    if (name.startsWith("EMULATOR_")) refuse(name, `is the emulated Dojo's: must not be set ${BESIDE}`);
  return faults;
}

function isProductionKey(key: string | undefined): boolean {
  return key?.startsWith("sk_prod_") ?? false;
}
