import "server-only";
import { Prisma } from "@/lib/db/generated/client";

/** One line of an order's timeline. `which` is the attempt's ordinal or the refund's id; amounts in minor units. */
export type OrderEvent = {
  subject: "order" | "attempt" | "refund" | "receipt";
  which?: string;
  from?: string | null;
  to: string;
  amountMinor?: number;
  note?: string | null;
};

/** The statement that keeps them, for the statement that changes what they tell of: both or neither. */
export function eventsKept(orderId: string, events: readonly OrderEvent[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "OrderEvent" ("orderId", subject, which, "from", "to", "amountMinor", note)
    SELECT ${orderId}, subject, which, "from", "to", "amountMinor", note
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      AS event (subject text, which text, "from" text, "to" text, "amountMinor" int, note text)`;
}
