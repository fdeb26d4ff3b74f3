/** To the second, in UTC, as the logs have it. */
export function printDay(date: Date | null): string {
  if (!date) return "never";
  return date
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, "Z");
}
