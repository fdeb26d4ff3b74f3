import "server-only";
import { env } from "@/lib/env";
import { giveTurnBack, hasTurn, type Limit } from "@/lib/limits";

export const WINDOW_SECONDS = 15 * 60;

/** What is counted, and for whom. */
export type Count = readonly [limit: Limit, key: string];

/**
 * Judges a password, unless too many were wrong under one of `counts`. Counted before it is judged, so that a thousand
 * at once are counted too, and given back when it was right.
 */
export async function countTries(
  counts: readonly Count[],
  judge: () => Promise<boolean>,
): Promise<"right" | "wrong" | "too-often"> {
  for (const [limit, key] of counts) if (!(await hasTurn(limit, key))) return "too-often";
  if (!(await judge())) return "wrong";
  for (const [limit, key] of counts) await giveTurnBack(limit, key);
  return "right";
}

/** As many wrong passwords as one account may have in a quarter of an hour, counted under `name`. */
export function ofAccount(name: string): Limit {
  return { name, points: env().LIMIT_SIGN_IN_ACCOUNT, seconds: WINDOW_SECONDS };
}
