import "server-only";
import { db } from "@/lib/db/client";
import { dojoEnvironment } from "@/lib/env";

/** RFC 2606: addresses that reach nobody, for tests and examples. Read alike by JavaScript and by PostgreSQL. */
const RESERVED = String.raw`[@.](example\.(com|net|org)|example|test|invalid|localhost)$`;

/** No account of a real shop takes such an address: any visitor could make its next start refuse (`countTestPeople`). */
export function isRefusedAddress(email: string): boolean {
  return new RegExp(RESERVED, "i").test(email) && dojoEnvironment() === "production";
}

/** Accounts that came from a test, with a password that stands in somebody's source. Reads every address there is. */
export async function countTestPeople(): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM "User" WHERE email ~* ${RESERVED}`;
  return row?.count ?? 0;
}
