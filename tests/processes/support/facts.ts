import type { Ground } from "./ground";
import type { TestShopper } from "./shoppers";

export type OrderRow = { id: string; number: string; status: string; totalMinor: number };
export type AttemptRow = { ordinal: number; state: string; intentId: string | null; orderId: string };

/** What the shop and Dojo hold of one shopper, read past both. */
export class Facts {
  constructor(
    readonly ground: Ground,
    readonly shopper: TestShopper,
  ) {}

  async orders(): Promise<OrderRow[]> {
    const { rows } = await this.ground.sql.query<OrderRow>(
      `SELECT id, number, status::text AS status, "totalMinor" FROM "Order" WHERE "userId" = $1 ORDER BY "createdAt"`,
      [this.shopper.id],
    );
    return rows;
  }

  async order(): Promise<OrderRow> {
    const order = (await this.orders()).at(-1);
    if (!order) throw new Error("there is no order");
    return order;
  }

  async attempts(): Promise<AttemptRow[]> {
    const { rows } = await this.ground.sql.query<AttemptRow>(
      `SELECT ordinal, state::text AS state, "intentId", "orderId" FROM "PaymentAttempt"
       WHERE "orderId" IN (SELECT id FROM "Order" WHERE "userId" = $1) ORDER BY "createdAt", ordinal`,
      [this.shopper.id],
    );
    return rows;
  }

  async intents() {
    const ids = (await this.orders()).map(({ id }) => id);
    const { paymentIntents } = await this.ground.emulator.state();
    return paymentIntents.filter(({ metadata }) => ids.includes(metadata?.orderId ?? ""));
  }

  async payable(): Promise<string[]> {
    return (await this.intents()).filter(({ status }) => status === "Created").map(({ id }) => id);
  }

  /** Customers at Dojo that carry this shopper's marker. */
  async customers(): Promise<string[]> {
    const { rows } = await this.ground.sql.query<{ marker: string }>(
      `SELECT marker FROM "DojoCustomer" WHERE "userId" = $1`,
      [this.shopper.id],
    );
    const markers = rows.map(({ marker }) => marker);
    const { customers } = await this.ground.emulator.state();
    return customers.filter(({ vatNumber }) => markers.includes(vatNumber ?? "")).map(({ id }) => id);
  }

  /** Open alerts of a kind about this subject. */
  async alerts(kind: string, subject: string): Promise<string[]> {
    const { rows } = await this.ground.sql.query<{ detail: string }>(
      `SELECT detail FROM "Alert" WHERE kind = $1 AND subject = $2 AND "clearedAt" IS NULL`,
      [kind, subject],
    );
    return rows.map(({ detail }) => detail);
  }
}
