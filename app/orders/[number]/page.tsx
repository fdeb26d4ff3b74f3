import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { OrderSummary } from "@/components/checkout/order-summary";
import { OrderStatusMark } from "@/components/orders/order-status";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { requireUser } from "@/lib/auth/session";
import { describeResultCode } from "@/lib/checkout/result-code";
import { formatDateTime } from "@/lib/dates";
import { checkoutProblems, messageFor, orderStatusWords } from "@/lib/messages";
import { findOrder } from "@/lib/orders/find-order";

export const metadata: Metadata = { title: "Your order", robots: { index: false } };

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<{ problem?: string | string[] }>;
};

export default async function OrderPage({ params, searchParams }: Props) {
  const { number } = await params;
  const user = await requireUser(`/orders/${encodeURIComponent(number)}`);
  const order = await findOrder(user.id, number);
  if (!order) notFound();
  const problem = messageFor(checkoutProblems, (await searchParams).problem);
  return (
    <>
      <PageTitle>Order {order.number}</PageTitle>
      {problem && (
        <Notice tone="error" role="alert">
          {problem}
        </Notice>
      )}
      <CheckoutLayout
        main={
          <>
            <p className="cluster">
              <OrderStatusMark {...orderStatusWords[order.status]} />
              <span className="hint">{formatDateTime(order.paidAt ?? order.createdAt)}</span>
            </p>
            {order.resultCode !== null && (
              <p className="hint">
                Dojo’s last word on it: {describeResultCode(order.resultCode)} (code {order.resultCode})
              </p>
            )}
            {(order.status === "EXPIRED" || order.status === "CANCELLED") && (
              <p>
                No money was taken. What you had chosen is still in your <a href="/basket">basket</a>.
              </p>
            )}
            {order.status === "AWAITING_PAYMENT" && (
              <form action={`/orders/${order.number}/pay`} method="post">
                <Button size="large">Continue to secure payment</Button>
              </form>
            )}
          </>
        }
        aside={<OrderSummary {...order} heading="What you ordered" />}
      />
    </>
  );
}
