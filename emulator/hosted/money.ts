import type { Money } from "../schemas/common";

/**
 * Minor units as a British reader writes them: £12.34. Both accepted currencies have two decimals. Written out as
 * decimals first, since a division by 100 is not exact for the largest amounts.
 */
export function formatMoney({ value, currencyCode }: Money): string {
  const digits = String(Math.abs(value)).padStart(3, "0");
  const decimal = `${value < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
  return new Intl.NumberFormat("en-GB", { style: "currency", currency: currencyCode }).format(decimal);
}
