import "server-only";
import { hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage: Argon2id, 19 MiB, 2 passes, 1 lane (the library's default kind is Argon2id). */
const OWASP = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export async function hashPassword(password: string): Promise<string> {
  return hash(password, OWASP);
}

/** Of a password that was thrown away, with the parameters above. */
const DUMMY =
  "$argon2id$v=19$m=19456,t=2,p=1$w5uGYTRcnc2OGPVlVoXCqQ$yMuhfMdAhvn/E+FTVtniVj+VwtDz0+ToNgFa+RHZ5XE";

/** An unknown account costs the same work as a known one, so that the time of the answer does not tell them apart. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(stored ?? DUMMY, password);
  return stored !== undefined && matches;
}
