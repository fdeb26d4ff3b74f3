import "server-only";
import { audit } from "@/lib/audit";
import { db } from "@/lib/db/client";

/** For an order that was not found under its asker's name: null, and noted when it is somebody else's. */
export async function notYours(userId: string, number: string): Promise<null> {
  const order = await db().order.findUnique({ where: { number }, select: { id: true } });
  if (order) audit("access-denied", { userId, orderId: order.id });
  return null;
}
