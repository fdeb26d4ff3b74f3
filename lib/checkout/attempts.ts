import "server-only";
import { openLink } from "@/lib/checkout/payment-link";
import { db, isUniqueViolation } from "@/lib/db/client";
import { opaqueId } from "@/lib/ids";
import { ORDER_LIFE_MINUTES } from "@/lib/orders/freeze-order";

/** In ms: longer than any call's deadline, so that a lease that ran out means its holder is gone. */
export const SENDING_LEASE_MS = 30_000;
const SPARE_SECONDS = 60;

export type NextStep =
  | { kind: "reuse"; link: string }
  | { kind: "cancel-first"; intentId: string }
  | { kind: "wait" }
  | { kind: "create" }
  /** Past its time with nothing open at Dojo: settling ends it. */
  | { kind: "expired" }
  | { kind: "over" };

type Row = {
  status: string;
  expired: boolean;
  id: string | null;
  state: string | null;
  leaseOver: boolean;
  intentId: string | null;
  savedCardId: string | null;
  sealedLink: string | null;
  usable: boolean;
};

/** What stands between an order and a payment link: read in one statement, decided here. */
export async function nextStep(orderId: string, savedCardId: string | undefined): Promise<NextStep> {
  const [row] = await db().$queryRaw<Row[]>`
    SELECT o.status::text AS status, o."expiresAt" <= shop_now() AS expired,
      a.id, a.state::text AS state, a."leaseUntil" <= now() AS "leaseOver", a."intentId", a."savedCardId", a."sealedLink",
      a."linkUsableUntil" > shop_now() + ${SPARE_SECONDS}::int * interval '1 second' AS usable
    FROM "Order" o LEFT JOIN "PaymentAttempt" a ON a."orderId" = o.id AND a.state IN ('SENDING', 'OPEN')
    WHERE o.id = ${orderId}`;
  if (row?.status !== "AWAITING_PAYMENT") return { kind: "over" };
  const fromNothing: NextStep = { kind: row.expired ? "expired" : "create" };
  if (!row.id) return fromNothing;
  if (row.state === "SENDING") {
    if (!row.leaseOver) return { kind: "wait" };
    // Its sender died. Nobody was shown its link, so whatever Dojo made of it cannot be paid.
    await abandonAttempt(row.id);
    return fromNothing;
  }
  const sameCard = (row.savedCardId ?? undefined) === savedCardId;
  const link = row.usable && sameCard && row.sealedLink ? openLink(row.sealedLink, row.id) : null;
  if (link) return { kind: "reuse", link };
  return row.intentId ? { kind: "cancel-first", intentId: row.intentId } : fromNothing;
}

export type Attempt = { id: string; reference: string; expiresAt: Date };

/**
 * Commits the intention before anything is sent, and renews the life of an order that still has one: after its
 * end others may have bought the goods. Null when another request is ahead: the partial unique index allows one
 * payable attempt per order.
 */
export async function beginAttempt(
  orderId: string,
  customerId: string,
  savedCardId: string | undefined,
): Promise<Attempt | null> {
  try {
    const rows = await db().$queryRaw<Attempt[]>`
      WITH live AS (
        UPDATE "Order" SET "expiresAt" = shop_now() + ${ORDER_LIFE_MINUTES}::int * interval '1 minute'
        WHERE id = ${orderId} AND status = 'AWAITING_PAYMENT' AND "expiresAt" > shop_now()
        RETURNING id, number, "expiresAt"),
      ordinal AS (SELECT count(*)::int + 1 AS next FROM "PaymentAttempt" WHERE "orderId" = ${orderId}),
      made AS (
        INSERT INTO "PaymentAttempt"
          (id, "orderId", ordinal, reference, state, "leaseUntil", "customerId", "savedCardId")
        SELECT ${opaqueId()}, live.id, ordinal.next, live.number || '-' || ordinal.next, 'SENDING',
          now() + ${SENDING_LEASE_MS}::int * interval '1 millisecond', ${customerId}, ${savedCardId ?? null}
        FROM live, ordinal RETURNING id, reference)
      SELECT made.id, made.reference, live."expiresAt" FROM made, live`;
    return rows[0] ?? null;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** False when the attempt is no longer ours to open: its intent must then be cancelled, its link never shown. */
export async function openAttempt(
  attemptId: string,
  opened: { intentId: string; sealedLink: string; usableMs: number },
): Promise<boolean> {
  const changed = await db().$executeRaw`
    UPDATE "PaymentAttempt" SET state = 'OPEN', "intentId" = ${opened.intentId}, "sealedLink" = ${opened.sealedLink},
      "dojoStatus" = 'Created', "linkUsableUntil" = shop_now() + ${opened.usableMs}::float8 * interval '1 millisecond'
    WHERE id = ${attemptId} AND state = 'SENDING'`;
  return changed === 1;
}

export async function abandonAttempt(
  attemptId: string,
  state: "NOT_CREATED" | "REFUSED" = "NOT_CREATED",
): Promise<void> {
  await db().paymentAttempt.updateMany({ where: { id: attemptId, state: "SENDING" }, data: { state } });
}
