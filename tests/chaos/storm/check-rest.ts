import { groupBy } from "@/lib/group-by";
import type { Facts } from "./facts";
import type { Violation } from "./witness";

/** I6: a shopper and their Dojo customer belong to each other alone. */
export function checkCustomers({ claims, dojo }: Facts): Violation[] {
  const marked = groupBy(
    dojo.customers.filter(({ vatNumber }) => vatNumber),
    ({ vatNumber }) => vatNumber ?? "",
  );
  const owners = new Set(claims.map(({ marker }) => marker));
  const nobodys = [...marked].filter(([marker]) => !owners.has(marker));
  return [
    ...nobodys.map(([marker]) => ({
      rule: "I6",
      subject: marker,
      detail: "a customer of ours without a shopper",
    })),
    ...claims.flatMap(({ userId, marker, state, customerId }) => {
      const ids = (marked.get(marker) ?? []).map(({ id }) => id);
      const wrong: string[] = [];
      if (ids.length > 1) wrong.push(`${ids.length} customers at Dojo: ${ids.join(", ")}`);
      if (customerId && !ids.includes(customerId))
        wrong.push(`linked to ${customerId}, which Dojo does not hold`);
      if (state === "SENT") wrong.push("nobody has looked whether the customer asked for was made");
      return wrong.map((detail) => ({ rule: "I6", subject: `shopper ${userId}`, detail }));
    }),
  ];
}

/** I13: an event that was answered 2xx is stored, and by now also worked off. */
export function checkEvents({ dojo, events }: Facts): Violation[] {
  return dojo.deliveries.flatMap(({ eventId, attempts }) => {
    const accepted = attempts.some(({ status }) => status !== null && status >= 200 && status < 300);
    const done = events.get(eventId);
    const wrong: Violation[] = [];
    if (accepted && done === undefined)
      wrong.push({ rule: "I13", subject: eventId, detail: "answered 2xx and not stored" });
    if (done === false) wrong.push({ rule: "I13", subject: eventId, detail: "stored and never worked off" });
    return wrong;
  });
}

/** I4: what happens once for each order. `initial` is the stock before the first sale. */
export function checkOnce(
  { stock, orders, receipts, stuck }: Facts,
  initial: Map<string, number>,
): Violation[] {
  const goods = stock
    .filter((row) => row.stock !== (initial.get(row.id) ?? 0) - row.sold)
    .map((row) => ({
      rule: "I4",
      subject: row.id,
      detail: `${row.stock} left of ${initial.get(row.id)}, with ${row.sold} sold`,
    }));
  const mailed = orders.flatMap(({ number, attempts }) => {
    const count = attempts.reduce((sum, { intentId }) => sum + (receipts.get(intentId ?? "") ?? 0), 0);
    return count > 1 ? [{ rule: "I4", subject: number, detail: `${count} receipts were mailed` }] : [];
  });
  const open =
    stuck > 0 ? [{ rule: "I8", subject: "database", detail: `${stuck} transactions are left open` }] : [];
  return [...goods, ...mailed, ...open];
}
