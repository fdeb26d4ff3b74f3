export function stockWords(stock: number): string | null {
  if (stock <= 0) return "Sold out";
  return stock <= 3 ? `Only ${stock} left` : null;
}
