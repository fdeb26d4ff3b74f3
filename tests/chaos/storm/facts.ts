import type { Ground } from "../../processes/support/ground";
import type { EmulatorState } from "../../setup/emulator-control";
import { type Change, readHistory } from "./history";
import type { Heard } from "./journal";

export type AttemptRow = {
  id: string;
  reference: string;
  state: string;
  intentId: string | null;
  refundedMinor: number;
};
export type OrderRow = {
  id: string;
  number: string;
  status: string;
  totalMinor: number;
  currency: string;
  paid: boolean;
  paidAttemptId: string | null;
  alerted: boolean;
  attempts: AttemptRow[];
};
type ClaimRow = { userId: string; marker: string; state: string; customerId: string | null };
type StockRow = { id: string; stock: number; sold: number };

/** Everything the shop and Dojo hold, read when nothing moves. */
export type Facts = {
  orders: OrderRow[];
  claims: ClaimRow[];
  stock: StockRow[];
  events: Map<string, boolean>;
  history: Change[];
  stuck: number;
  dojo: EmulatorState;
  receipts: Heard["receipts"];
};

export async function gatherFacts({ sql, emulator }: Ground, { receipts }: Heard): Promise<Facts> {
  const rows = async <T extends object>(text: string) => (await sql.query<T>(text)).rows;
  const events = await rows<{ id: string; done: boolean }>(
    `SELECT id, "processedAt" IS NOT NULL AS done FROM "WebhookEvent"`,
  );
  const [open] = await rows<{ stuck: number }>(
    `SELECT count(*)::int AS stuck FROM pg_stat_activity
     WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND xact_start < now() - interval '5 s'`,
  );
  return {
    orders: await rows<OrderRow>(ORDERS),
    claims: await rows<ClaimRow>(
      `SELECT "userId", marker, state::text AS state, "customerId" FROM "DojoCustomer"`,
    ),
    stock: await rows<StockRow>(STOCK),
    events: new Map(events.map(({ id, done }) => [id, done])),
    history: await readHistory(sql),
    stuck: open?.stuck ?? 0,
    dojo: await emulator.state(),
    receipts,
  };
}

const ORDERS = `
  SELECT o.id, o.number, o.status::text AS status, o."totalMinor", o.currency, o."paidAt" IS NOT NULL AS paid,
    o."paidAttemptId",
    EXISTS (SELECT 1 FROM "Alert" WHERE subject = o.id AND "clearedAt" IS NULL) AS alerted,
    coalesce((SELECT json_agg(json_build_object('id', a.id, 'reference', a.reference, 'state', a.state,
        'intentId', a."intentId", 'refundedMinor', a."refundedMinor") ORDER BY a.ordinal)
      FROM "PaymentAttempt" a WHERE a."orderId" = o.id), '[]') AS attempts
  FROM "Order" o ORDER BY o.number`;

const STOCK = `
  SELECT product.id, product.stock, coalesce(sum(line.quantity) FILTER (WHERE o."paidAt" IS NOT NULL), 0)::int AS sold
  FROM "Product" product LEFT JOIN "OrderLine" line ON line."productId" = product.id
    LEFT JOIN "Order" o ON o.id = line."orderId"
  GROUP BY product.id`;
