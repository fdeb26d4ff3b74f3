import { z } from "zod";
import { type ApiKey, AREAS } from "./auth";
import { SCHEMES } from "./cards";
import type { EmulatorOptions } from "./server";
import { plainly } from "./words";

/** `sk_sandbox_all,sk_sandbox_reader=customers+webhooks`: bare keys may do everything. */
const apiKeys = z.string().transform((text, context): ApiKey[] =>
  text.split(",").map((entry) => {
    const [key = "", areas] = entry.trim().split("=");
    const permissions = z.array(z.enum(AREAS)).safeParse(areas?.split("+") ?? AREAS);
    if (!/^sk_sandbox_[A-Za-z0-9_-]+$/.test(key))
      context.addIssue("a key is sk_sandbox_ and letters, digits, _ or -");
    if (!permissions.success) context.addIssue(`choose among ${AREAS.join(", ")}, joined by +`);
    return { key, permissions: permissions.data ?? [] };
  }),
);

const schema = z.object({
  EMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  EMULATOR_HOST: z.string().default("127.0.0.1"),
  EMULATOR_DATA_DIR: z.string().optional(),
  EMULATOR_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  EMULATOR_TRADING_NAME: z.string().max(100).optional(),
  EMULATOR_CARD_SCHEMES: z
    .string()
    .transform((text) => text.split(",").map((name) => name.trim()))
    .pipe(z.array(z.enum(SCHEMES)))
    .optional(),
  EMULATOR_API_KEYS: apiKeys.optional(),
  EMULATOR_SEED: z.coerce.number().int().min(0).max(4_294_967_295).optional(),
  EMULATOR_SLOW_ISSUER_MS: z.coerce.number().int().min(0).max(86_400_000).optional(),
  EMULATOR_EXIT_WITH_PARENT: z.string().optional(),
});

/** A real key in reach means that somebody is about to take a shop's money for play, or the other way round. */
export class ProductionKey extends Error {}

const underNpm = (env: NodeJS.ProcessEnv) => (env.npm_lifecycle_event === "emulator" ? "1" : "0");

type Environment = EmulatorOptions & { port: number; host: string; exitWithParent: boolean };

/** The program's settings; an empty variable counts as unset. Throws with the name of every bad one. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  for (const name of ["DOJO_API_KEY", "EMULATOR_API_KEYS"] as const)
    if (env[name]?.includes("sk_prod_"))
      throw new ProductionKey(`${name} holds a production key (sk_prod_…). It never starts beside one.`);
  const read = schema.safeParse(set, { error: plainly });
  if (!read.success) {
    const bad = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`settings are not valid.\n${bad.join("\n")}`);
  }
  const values = read.data;
  return {
    port: values.EMULATOR_PORT,
    host: values.EMULATOR_HOST,
    // npm does not hand a stop signal on to the program it runs.
    exitWithParent: (values.EMULATOR_EXIT_WITH_PARENT ?? underNpm(env)) === "1",
    ...(values.EMULATOR_DATA_DIR ? { dataDir: values.EMULATOR_DATA_DIR } : {}),
    ...(values.EMULATOR_PUBLIC_URL ? { publicUrl: values.EMULATOR_PUBLIC_URL.replace(/\/+$/, "") } : {}),
    ...(values.EMULATOR_TRADING_NAME ? { tradingName: values.EMULATOR_TRADING_NAME } : {}),
    ...(values.EMULATOR_API_KEYS ? { apiKeys: values.EMULATOR_API_KEYS } : {}),
    ...(values.EMULATOR_SEED === undefined ? {} : { seed: values.EMULATOR_SEED }),
    ...(values.EMULATOR_CARD_SCHEMES ? { cardSchemes: values.EMULATOR_CARD_SCHEMES } : {}),
    ...(values.EMULATOR_SLOW_ISSUER_MS === undefined ? {} : { slowIssuerMs: values.EMULATOR_SLOW_ISSUER_MS }),
  };
}
