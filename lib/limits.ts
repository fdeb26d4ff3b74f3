import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { db } from "@/lib/db/client";

type Limit = { name: string; points: number; seconds: number };

/** True while `key` has turns left. Counted in the database, so that all processes share one count. */
export async function hasTurn({ name, points, seconds }: Limit, key: string): Promise<boolean> {
  const limiter = new RateLimiterPrisma({
    storeClient: db(),
    tableName: "rateLimiterFlexible",
    keyPrefix: name,
    points,
    duration: seconds,
    clearExpiredByTimeout: false,
  });
  try {
    await limiter.consume(key);
    return true;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return false;
    throw refused;
  }
}
