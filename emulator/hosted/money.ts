import type { Money } from "../schemas/common";

/** Minor units as a British reader writes them: £12.34. Both accepted currencies have two decimals. */
export function formatMoney({ value, currencyCode }: Money): string {
  return new Intl.NumberFormat("en-GB", { style: "currency", currency: currencyCode }).format(value / 100);
}
