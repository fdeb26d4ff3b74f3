import type { SavedCard } from "@/lib/cards/card";

/** A usable Visa; name what differs. */
export function savedCard(id: string, changes: Partial<SavedCard> = {}): SavedCard {
  return {
    id,
    scheme: "VISA",
    last4: "1096",
    expiry: "12/29",
    expired: false,
    expiresSoon: false,
    supported: true,
    name: "Visa ending 1096",
    label: "Visa ending 1096, expires 12/29",
    ...changes,
  };
}
