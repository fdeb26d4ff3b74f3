import { query } from "./query";

/** As a quarter of an hour later. */
export async function forgetTries(): Promise<void> {
  await query(`DELETE FROM "RateLimiterFlexible"`);
}
