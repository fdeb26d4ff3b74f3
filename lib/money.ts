export type Currency = "GBP" | "EUR";

/** `minor` is a whole number of pence or cents; nothing in the shop holds money as a fraction. */
export function formatMoney(minor: number, currency: Currency = "GBP"): string {
  return new Intl.NumberFormat("en-GB", { style: "currency", currency }).format(minor / 100);
}
