import type { Ground } from "./ground";
import type { TestShopper } from "./shoppers";

/** What Dojo holds for one shopper, whoever made it and whether or not the shop knows of it. */
export async function heldAtDojo({ sql, emulator }: Ground, shopper: TestShopper) {
  const state = await emulator.state();
  const claims = await sql.query<{ marker: string }>(
    `SELECT marker FROM "DojoCustomer" WHERE "userId" = $1`,
    [shopper.id],
  );
  const orders = await sql.query<{ id: string }>(`SELECT id FROM "Order" WHERE "userId" = $1`, [shopper.id]);
  const markers = claims.rows.map(({ marker }) => marker);
  const orderIds = orders.rows.map(({ id }) => id);
  const intents = state.paymentIntents.filter(({ metadata }) => orderIds.includes(metadata?.orderId ?? ""));
  return {
    customers: state.customers
      .filter(({ vatNumber }) => markers.includes(vatNumber ?? ""))
      .map(({ id }) => id),
    orderIds,
    payable: intents.filter(({ status }) => status === "Created").map(({ id }) => id),
  };
}
