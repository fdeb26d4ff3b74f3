export type Payer = {
  /** Undefined: a new card. */
  savedCardId?: string;
  /** The shopper's own choice, when their cards cannot be opened: pay this once without a Dojo customer. */
  withoutCustomer?: boolean;
};

export type NextStep =
  | { kind: "reuse"; link: string }
  | { kind: "cancel-first"; intentId: string }
  | { kind: "wait" }
  /** Sent, and nobody knows what came of it. */
  | { kind: "recover"; attemptId: string }
  | { kind: "create" }
  /** Past its time with nothing open at Dojo: settling ends it. */
  | { kind: "expired" }
  | { kind: "over" };

/** An order with its one payable attempt, if it has one. */
export type Standing = {
  status: string;
  expired: boolean;
  id: string | null;
  state: string | null;
  leaseOver: boolean;
  intentId: string | null;
  customerId: string | null;
  savedCardId: string | null;
  sealedLink: string | null;
  usable: boolean;
};

/** What stands between an order and a payment link: pure but for opening the sealed link, which may give null. */
export function chooseStep(
  row: Standing | undefined,
  { savedCardId, withoutCustomer }: Payer,
  openLink: (sealed: string, attemptId: string) => string | null,
): NextStep {
  if (row?.status !== "AWAITING_PAYMENT") return { kind: "over" };
  const fromNothing: NextStep = { kind: row.expired ? "expired" : "create" };
  if (!row.id) return fromNothing;
  if (row.state === "SENDING" && !row.leaseOver) return { kind: "wait" };
  if (row.state !== "OPEN") return { kind: "recover", attemptId: row.id };
  const fits = row.savedCardId === (savedCardId ?? null) && (withoutCustomer || row.customerId !== null);
  const link = row.usable && fits && row.sealedLink ? openLink(row.sealedLink, row.id) : null;
  if (link) return { kind: "reuse", link };
  return row.intentId ? { kind: "cancel-first", intentId: row.intentId } : fromNothing;
}
