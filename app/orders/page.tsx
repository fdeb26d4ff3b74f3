import type { Metadata } from "next";
import { OrderRow } from "@/components/orders/order-row";
import { OrderStatusMark } from "@/components/orders/order-status";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageTitle } from "@/components/ui/page-title";
import { requireUser } from "@/lib/auth/session";
import { formatDateTime } from "@/lib/dates";
import { orderStatusWords } from "@/lib/messages";
import { listOrders } from "@/lib/orders/find-order";

export const metadata: Metadata = { title: "Your orders", robots: { index: false } };

export default async function OrdersPage() {
  const user = await requireUser("/orders");
  const orders = await listOrders(user.id);
  return (
    <>
      <PageTitle>Your orders</PageTitle>
      {orders.length === 0 ? (
        <EmptyState title="No orders yet" action={<ButtonLink href="/">See what we make</ButtonLink>}>
          Orders appear here as soon as you go to pay.
        </EmptyState>
      ) : (
        <ul>
          {orders.map((order) => (
            <OrderRow
              key={order.id}
              href={`/orders/${order.number}`}
              number={`Order ${order.number}`}
              date={formatDateTime(order.createdAt)}
              status={<OrderStatusMark {...orderStatusWords[order.status]} />}
              totalMinor={order.totalMinor}
            />
          ))}
        </ul>
      )}
    </>
  );
}
