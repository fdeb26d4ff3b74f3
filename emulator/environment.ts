import { z } from "zod";
import type { EmulatorOptions } from "./server";

const schema = z.object({
  EMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  EMULATOR_HOST: z.string().default("127.0.0.1"),
  EMULATOR_DATA_DIR: z.string().optional(),
  EMULATOR_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  EMULATOR_TRADING_NAME: z.string().max(100).optional(),
  EMULATOR_CARD_SCHEMES: z.string().optional(),
  EMULATOR_SLOW_ISSUER_MS: z.coerce.number().int().min(0).max(86_400_000).optional(),
  EMULATOR_EXIT_WITH_PARENT: z.string().optional(),
});

type Environment = EmulatorOptions & { port: number; host: string; exitWithParent: boolean };

/** The program's settings; an empty variable counts as unset. Throws with the name of every bad one. */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const read = schema.safeParse(set);
  if (!read.success) {
    const bad = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`settings are not valid.\n${bad.join("\n")}`);
  }
  const values = read.data;
  return {
    port: values.EMULATOR_PORT,
    host: values.EMULATOR_HOST,
    exitWithParent: values.EMULATOR_EXIT_WITH_PARENT === "1",
    ...(values.EMULATOR_DATA_DIR ? { dataDir: values.EMULATOR_DATA_DIR } : {}),
    ...(values.EMULATOR_PUBLIC_URL ? { publicUrl: values.EMULATOR_PUBLIC_URL.replace(/\/+$/, "") } : {}),
    ...(values.EMULATOR_TRADING_NAME ? { tradingName: values.EMULATOR_TRADING_NAME } : {}),
    ...(values.EMULATOR_CARD_SCHEMES
      ? { cardSchemes: values.EMULATOR_CARD_SCHEMES.split(",").map((name) => name.trim()) }
      : {}),
    ...(values.EMULATOR_SLOW_ISSUER_MS === undefined ? {} : { slowIssuerMs: values.EMULATOR_SLOW_ISSUER_MS }),
  };
}
