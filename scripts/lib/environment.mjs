import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { root } from "./root.mjs";

/**
 * The process's environment over the `.env` file. Empty means unset everywhere: a copy of .env.example with its
 * blanks changes nothing, and `NAME= npm start` does without the NAME of the file.
 */
export function readEnvironment() {
  const merged = { ...readDotEnv(), ...process.env };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ""));
}

/** Next reads `.env` by itself, but not over a name that is set: blanks make a run deaf to the file. */
export function withoutDotEnv() {
  return Object.fromEntries(Object.keys(readDotEnv()).map((name) => [name, ""]));
}

function readDotEnv() {
  const path = join(root, ".env");
  return existsSync(path) ? parseEnv(readFileSync(path, "utf8")) : {};
}

/** Ports and folder of one copy of the shop. */
export function placeOf(env) {
  return {
    port: Number(env.PORT ?? 3000),
    emulatorPort: Number(env.EMULATOR_PORT ?? 4000),
    postgresPort: env.PG_PORT === undefined ? undefined : Number(env.PG_PORT),
    dataDir: resolve(root, env.DATA_DIR ?? ".data"),
  };
}
