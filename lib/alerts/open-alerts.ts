import "server-only";
import { db } from "@/lib/db/client";

/** The newest first. The kind may be one that an older shop raised. */
export async function readOpenAlerts() {
  return db().alert.findMany({
    where: { clearedAt: null },
    orderBy: [{ raisedAt: "desc" }, { subject: "asc" }],
  });
}
