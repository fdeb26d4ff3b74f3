import "server-only";
import { readAddress } from "@/lib/account/address";
import { moneyOf } from "@/lib/checkout/mirror-attempt";
import { db } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";
import { shopNow } from "@/lib/db/now";
import { isOpaqueId } from "@/lib/ids";
import { notYours } from "@/lib/orders/not-yours";

const WAITING = 99;

const heading = {
  id: true,
  number: true,
  status: true,
  totalMinor: true,
  createdAt: true,
} as const;

const amounts = { state: true, capturedMinor: true, refundedMinor: true } as const;

export async function listOrders(userId: string) {
  return db().order.findMany({
    where: { userId },
    orderBy: { createdAt: "desc" },
    select: heading,
    take: 100,
  });
}

/** The owner is in the query: somebody else's number finds nothing, like one that never was. */
export async function findOrder(userId: string, number: string) {
  if (!/^\d{1,12}$/.test(number)) return null;
  const order = await db().order.findFirst({
    where: { userId, number },
    select: {
      ...heading,
      subtotalMinor: true,
      deliveryMinor: true,
      paidAt: true,
      expiresAt: true,
      deliveryAddress: true,
      lines: {
        orderBy: { position: "asc" },
        select: {
          name: true,
          quantity: true,
          unitMinor: true,
          product: { select: { art: true, slug: true } },
        },
      },
      closing: true,
      attempts: { orderBy: { ordinal: "desc" }, select: { resultCode: true, savedCardId: true, ...amounts } },
      events: {
        orderBy: { id: "asc" },
        select: { at: true, subject: true, from: true, to: true, amountMinor: true, note: true },
      },
    },
  });
  if (!order) return notYours(userId, number);
  const { attempts, lines, expiresAt, closing, ...rest } = order;
  const unpaid =
    order.status === "AWAITING_PAYMENT" || (order.status === "CANCELLING" && closing === "EXPIRED");
  return {
    ...rest,
    /** Its payment page has closed; only Dojo knows whether it was paid before that. */
    timeIsUp: unpaid && expiresAt <= (await shopNow()),
    address: readAddress(order.deliveryAddress),
    money: moneyOf(attempts),
    toldCode: toldCode(order.status, attempts[0]?.resultCode ?? null),
    savedCardId: attempts[0]?.savedCardId ?? null,
    lines: lines.map((line) => ({ ...line, ...line.product, lineMinor: line.unitMinor * line.quantity })),
  };
}

/** The code of step 5, where it says more than the status: not while waiting, and not of an order that has ended. */
function toldCode(status: OrderStatus, code: number | null): number | null {
  const ended = status === "CANCELLED" || status === "EXPIRED";
  return ended || code === WAITING ? null : code;
}

export type Order = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

/** By the unguessable id in the return URL. No personal data: whoever holds the link may read this much. */
export async function findReturnedOrder(id: string) {
  if (!isOpaqueId(id)) return null;
  const order = await db().order.findUnique({
    where: { id },
    select: {
      id: true,
      number: true,
      userId: true,
      status: true,
      totalMinor: true,
      attempts: {
        where: { intentId: { not: null } },
        orderBy: { ordinal: "desc" },
        select: { resultCode: true, dojoStatus: true, ...amounts },
      },
    },
  });
  if (!order) return null;
  const { attempts, ...rest } = order;
  return {
    ...rest,
    money: moneyOf(attempts),
    resultCode: attempts[0]?.resultCode ?? null,
    dojoStatus: attempts[0]?.dojoStatus ?? null,
  };
}

export async function orderNumber(id: string): Promise<string> {
  const order = await db().order.findUniqueOrThrow({ where: { id }, select: { number: true } });
  return order.number;
}
