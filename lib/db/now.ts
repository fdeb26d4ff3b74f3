import "server-only";
import { db } from "@/lib/db/client";

/** The database's clock, one for all processes (`shop_now()` in the migrations; tests move it there). */
export async function shopNow(): Promise<Date> {
  const [row] = await db().$queryRaw<{ now: Date }[]>`SELECT shop_now() AS now`;
  if (!row) throw new Error("the database did not tell the time");
  return row.now;
}
