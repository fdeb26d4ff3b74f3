import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OrderActions } from "@/app/orders/[number]/order-actions";
import { AddressLines } from "@/components/account/address-lines";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { OrderSummary } from "@/components/checkout/order-summary";
import { OrderHistory } from "@/components/orders/order-history";
import { OrderStatusMark } from "@/components/orders/order-status";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { ReloadWhenRestored } from "@/components/ui/reload-when-restored";
import { requireUser } from "@/lib/auth/session";
import { describeResultCode } from "@/lib/checkout/result-code";
import { formatDateTime } from "@/lib/dates";
import { env } from "@/lib/env";
import {
  checkoutProblems,
  happenedWords,
  messageFor,
  orderNote,
  orderProblems,
  orderStatusWords,
  orderWords,
  returnWords,
} from "@/lib/messages";
import { formatMoney } from "@/lib/money";
import { findOrder, type Order } from "@/lib/orders/find-order";

export const metadata: Metadata = { title: orderWords.pageTitle, robots: { index: false } };

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<{ problem?: string | string[] }>;
};

export default async function OrderPage({ params, searchParams }: Props) {
  const { number } = await params;
  const user = await requireUser(`/orders/${encodeURIComponent(number)}`);
  const order = await findOrder(user.id, number);
  if (!order) notFound();
  const code = (await searchParams).problem;
  const problem = messageFor({ ...checkoutProblems, ...orderProblems }, code);
  return (
    <>
      <ReloadWhenRestored />
      <p className="only-printed">
        {order.paidAt ? orderWords.printedReceipt(env().SHOP_NAME) : env().SHOP_NAME}
      </p>
      <PageTitle>{orderWords.heading(order.number)}</PageTitle>
      {problem && (
        <Notice tone="error" role="alert">
          {problem}
        </Notice>
      )}
      <CheckoutLayout
        main={
          <>
            <State order={order} />
            <Delivery order={order} />
            <OrderActions order={order} email={user.email} offersWithoutCards={code === "no-customer"} />
            <OrderHistory heading={orderWords.history} events={historyOf(order)} />
          </>
        }
        aside={<OrderSummary {...order} heading={orderWords.whatYouOrdered} />}
      />
    </>
  );
}

function historyOf({ events }: Order) {
  return events.flatMap(({ at, amountMinor, ...event }) => {
    const text = happenedWords({ ...event, amount: amountMinor === null ? null : formatMoney(amountMinor) });
    return text ? [{ at: at.toISOString(), time: formatDateTime(at), text }] : [];
  });
}

function State({ order }: { order: Order }) {
  const { status, paidAt, createdAt } = order;
  const note = orderNote(order);
  return (
    <>
      <p className="cluster">
        <OrderStatusMark {...orderStatusWords[status]} />
        <span className="hint">
          {paidAt
            ? orderWords.paidOn(formatDateTime(paidAt))
            : orderWords.placedOn(formatDateTime(createdAt))}
        </span>
      </p>
      {note && <p>{note}</p>}
      {order.toldCode !== null && (
        <p className="hint unprinted">
          {returnWords.lastWord(describeResultCode(order.toldCode), order.toldCode)}
        </p>
      )}
    </>
  );
}

const GOES_OUT = ["PAID", "PARTLY_REFUNDED", "REVIEW"];

function Delivery({ order: { address, status, number } }: { order: Order }) {
  if (!address && !GOES_OUT.includes(status)) return null;
  return (
    <section className={address ? "stack-tight" : "stack-tight unprinted"}>
      <h2>{orderWords.deliverTo}</h2>
      {address ? (
        <AddressLines address={address} />
      ) : (
        <p>
          {orderWords.noAddress}{" "}
          <a href={`/account/address?callbackUrl=${encodeURIComponent(`/orders/${number}`)}`}>
            {orderWords.addAddress}
          </a>
        </p>
      )}
    </section>
  );
}
