import { saveCardAtDojo } from "../../setup/save-card";
import { query } from "./shop";

/** `11/29`, so many months from now. */
export function printedMonth(months: number): string {
  const now = new Date();
  const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1));
  return `${String(date.getUTCMonth() + 1).padStart(2, "0")}/${String(date.getUTCFullYear() % 100)}`;
}

/** For a shopper who has bought once: only then does Dojo know them. */
export async function saveCardsAtDojo(
  { email }: { email: string },
  cards: readonly { number?: string; expiry: string }[],
): Promise<void> {
  const [link] = await query<{ customerId: string }>(
    `SELECT "customerId" FROM "DojoCustomer" c JOIN "User" u ON u.id = c."userId" WHERE u.email = $1`,
    [email],
  );
  for (const card of cards) await saveCardAtDojo(link?.customerId ?? "", card);
}
