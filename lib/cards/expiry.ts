type Month = { year: number; month: number };

const DAY_MS = 86_400_000;
const SOON_DAYS = 60;

const londonDay = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "numeric",
  day: "numeric",
});

/** Lists and events say `2024-12-31`, the text of the API's card schema says `MM/YY`: both are read. */
export function parseExpiry(text: string): Month | null {
  const date = /^(\d{4})-(0[1-9]|1[0-2])(?!\d)/.exec(text);
  if (date) return { year: Number(date[1]), month: Number(date[2]) };
  const printed = /^(0[1-9]|1[0-2])\/(\d{2})$/.exec(text);
  return printed ? { year: 2000 + Number(printed[2]), month: Number(printed[1]) } : null;
}

export function formatExpiry({ year, month }: Month): string {
  return `${String(month).padStart(2, "0")}/${String(year % 100).padStart(2, "0")}`;
}

/**
 * A card is good to the end of its month, and soon over in the last 60 days before. Both are counted in calendar
 * days as people in Britain count them, so that the hour a clock change adds or takes does not matter.
 */
export function standing({ year, month }: Month, today: Date): "good" | "soon" | "expired" {
  const part = Object.fromEntries(
    londonDay.formatToParts(today).map(({ type, value }) => [type, Number(value)]),
  );
  const now = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1);
  const firstDayAfter = Date.UTC(year, month, 1);
  const days = (firstDayAfter - now) / DAY_MS;
  if (days <= 0) return "expired";
  return days <= SOON_DAYS ? "soon" : "good";
}
