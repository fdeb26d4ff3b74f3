import "server-only";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { env } from "@/lib/env";
import { examineDatabase } from "@/lib/operations/examine-database";
import { examineDojo } from "@/lib/operations/examine-dojo";
import { examineWork } from "@/lib/operations/examine-work";

/** One thing looked at. `warn`: the shop works, and somebody should look at it. */
export type Finding = { about: string; state: "ok" | "warn" | "wrong"; detail: string };

/**
 * Everything a shop needs to take money, looked at from outside, in the order in which one would mend it. A part that
 * cannot be looked at is a finding like any other.
 */
export async function* examineShop(migrationNames: readonly string[]): AsyncGenerator<Finding> {
  const detail = `complete; Dojo is ${dojoAccount()}, the shop ${env().SHOP_URL}`;
  yield { about: "settings", state: "ok", detail };
  for (const part of [() => examineDatabase(migrationNames), examineDojo, examineWork]) yield* part();
}

/** Prisma's messages quote the program before they say what is wrong. */
function lastLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split("\n").at(-1)?.trim() || text;
}

/** A look that fails says so, and why; the next goes on. */
export async function finding(about: string, look: () => Promise<Omit<Finding, "about">>): Promise<Finding> {
  try {
    return { about, ...(await look()) };
  } catch (error) {
    return { about, state: "wrong", detail: lastLine(error) };
  }
}
