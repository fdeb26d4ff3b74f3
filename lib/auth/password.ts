import "server-only";
import { hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage: Argon2id, 19 MiB, 2 passes, 1 lane (the library's default kind is Argon2id). */
const OWASP = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export async function hashPassword(password: string): Promise<string> {
  return hash(password, OWASP);
}

let dummy: Promise<string> | undefined;

/** An unknown account costs the same work as a known one, so that the time of the answer does not tell them apart. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  dummy ??= hashPassword("no account has this password");
  const matches = await verify(stored ?? (await dummy), password);
  return stored !== undefined && matches;
}
