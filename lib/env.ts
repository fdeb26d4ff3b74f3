import "server-only";
import { z } from "zod";
import { isNetwork } from "@/lib/border/client-address";
import { checkProduction, DOJO_API, DOJO_CHECKOUT, surroundingFaults } from "@/lib/check-production";

/** A path would be dropped without a word, and the calls would go elsewhere than the deployer meant. */
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((value) => URL.canParse(value) && isBare(new URL(value)), "must be an address without a path")
  .transform((value) => new URL(value).origin);
const isBare = ({ pathname, search, hash, username, password }: URL) =>
  pathname === "/" && search + hash + username + password === "";
const secret = z.string().min(32, "needs at least 32 characters of randomness");
/** `ann@shop.example`, or `Ann's shop <ann@shop.example>`. */
const mailbox = z
  .string()
  .regex(
    /^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    "must be an email address, or a name and <address>",
  );
/** How often, at least once: nobody means to shut a door for all, nor to write so many digits that none is shut. */
const limit = (otherwise: number) => z.coerce.number().int().min(1).max(100_000).default(otherwise);
const list = z.string().transform((text) => text.split(",").map((part) => part.trim()));

const schema = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    SHOP_URL: origin,
    SHOP_NAME: z.string().max(60).default("Harbour & Kiln"),
    DOJO_API_KEY: z
      .string()
      .regex(/^sk_(sandbox|prod)_[!-~]+$/, "must be a key beginning sk_sandbox_ or sk_prod_"),
    DOJO_API_URL: origin.default(DOJO_API),
    DOJO_CHECKOUT_ORIGIN: origin.default(DOJO_CHECKOUT),
    DOJO_WEBHOOK_SECRETS: list.pipe(z.array(z.string().min(8)).min(1)),
    DOJO_ACCOUNT_ID: z.string().optional(),
    /** Money that belongs to no order goes back by itself; off, a person is alerted and decides. */
    AUTO_REFUND: z
      .enum(["on", "off"], { error: "must be on or off" })
      .default("off")
      .transform((value) => value === "on"),
    /** Whose `X-Forwarded-For` is believed: the proxies before the shop, as addresses or networks. */
    TRUSTED_PROXIES: list
      .pipe(z.array(z.string().refine(isNetwork, "must be addresses or networks such as 10.0.0.0/8")))
      .default([]),
    /** Failed sign-ins in 15 minutes: for one account, and from one client. */
    LIMIT_SIGN_IN_ACCOUNT: limit(10),
    LIMIT_SIGN_IN_CLIENT: limit(100),
    /** New accounts, and requests for a password link, from one client in an hour. */
    LIMIT_SIGN_UP: limit(600),
    LIMIT_RESET: limit(60),
    /** "Check my payment", per order and minute. */
    LIMIT_CHECK_PAYMENT: limit(6),
    /** New payment pages of one account in ten minutes, and looks at its saved cards in one: each is calls to Dojo. */
    LIMIT_PAYMENTS: limit(60),
    LIMIT_CARD_LISTS: limit(60),
    NEXTAUTH_SECRET: secret,
    APP_SECRET: secret,
    /** Without one, mails become files under DATA_DIR. */
    SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
    MAIL_FROM: mailbox.optional(),
    DATA_DIR: z.string().default(".data"),
  })
  .superRefine(checkProduction, { when: () => true });

export type Env = z.infer<typeof schema>;

/** Every bad field at once, so that a deployer mends them in one go. */
export class EnvError extends Error {}

/** Reads settings; an empty value counts as unset, as `.env` files leave them. Throws `EnvError`. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(set);
  const issues = (result.error?.issues ?? []).map(({ path, message }) => ({
    name: String(path[0]),
    message,
  }));
  const faults = [...issues, ...surroundingFaults(set)];
  if (result.success && faults.length === 0) return result.data;
  const lines = faults.map(
    ({ name, message }) => `  ${name}: ${set[name] === undefined ? "is missing" : message}`,
  );
  throw new EnvError(
    `The shop cannot start. Settings to mend (see .env.example):\n${[...new Set(lines)].join("\n")}`,
  );
}

let parsed: Env | undefined;

/** Parsed on first use, not on import: a build needs no secrets. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Those of the settings read so far, for whoever has to keep them out of sight. */
export function secretSettings(): string[] {
  if (!parsed) return [];
  const { DOJO_API_KEY, NEXTAUTH_SECRET, APP_SECRET, DOJO_WEBHOOK_SECRETS, SMTP_URL } = parsed;
  const mail = SMTP_URL ? decodeURIComponent(new URL(SMTP_URL).password) : "";
  return [DOJO_API_KEY, NEXTAUTH_SECRET, APP_SECRET, ...DOJO_WEBHOOK_SECRETS, mail].filter(Boolean);
}

/** The key's prefix, not NODE_ENV, says whether money is real. */
export function dojoEnvironment(): "sandbox" | "production" {
  return env().DOJO_API_KEY.startsWith("sk_prod_") ? "production" : "sandbox";
}
