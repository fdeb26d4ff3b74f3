/** One flat rate, VAT included, in pence. An empty basket is not delivered. */
export const DELIVERY_MINOR = 395;

type Priced = { unitMinor: number; quantity: number };

export function totalsOf(lines: readonly Priced[]) {
  const subtotalMinor = lines.reduce((sum, line) => sum + line.unitMinor * line.quantity, 0);
  const deliveryMinor = lines.length === 0 ? 0 : DELIVERY_MINOR;
  return { subtotalMinor, deliveryMinor, totalMinor: subtotalMinor + deliveryMinor };
}
