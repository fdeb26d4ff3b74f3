import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { audit } from "@/lib/audit";
import { db } from "@/lib/db/client";

/** So many `points` in `seconds`, counted from the first. */
export type Limit = { name: string; points: number; seconds: number };

/** True while `key` has turns left. Counted in the database, so that all processes share one count. */
export async function hasTurn(limit: Limit, key: string): Promise<boolean> {
  try {
    await limiterOf(limit).consume(key);
    return true;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    audit("too-often", { limit: limit.name });
    return false;
  }
}

/** For what is to be counted only when it fails, and was counted before so that a crowd at once is counted too. */
export async function giveTurnBack(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).reward(key, 1);
}

function limiterOf({ name, points, seconds }: Limit): RateLimiterPrisma {
  return new RateLimiterPrisma({
    storeClient: db(),
    tableName: "rateLimiterFlexible",
    keyPrefix: name,
    points,
    duration: seconds,
    clearExpiredByTimeout: false,
  });
}
