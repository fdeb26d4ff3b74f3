import type { Metadata } from "next";
import { OrderRow } from "@/components/orders/order-row";
import { OrderStatusMark } from "@/components/orders/order-status";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageTitle } from "@/components/ui/page-title";
import { ReloadWhenRestored } from "@/components/ui/reload-when-restored";
import { requireUser } from "@/lib/auth/session";
import { formatDateTime } from "@/lib/dates";
import { orderStatusWords, ordersWords, orderWords, shopWords } from "@/lib/messages";
import { listOrders } from "@/lib/orders/find-order";

export const metadata: Metadata = { title: ordersWords.title, robots: { index: false } };

export default async function OrdersPage() {
  const user = await requireUser("/orders");
  const orders = await listOrders(user.id);
  return (
    <>
      <ReloadWhenRestored />
      <PageTitle>{ordersWords.title}</PageTitle>
      {orders.length === 0 ? (
        <EmptyState
          title={ordersWords.empty.title}
          action={<ButtonLink href="/">{shopWords.toShelf}</ButtonLink>}
        >
          {ordersWords.empty.text}
        </EmptyState>
      ) : (
        <ul>
          {orders.map((order) => (
            <OrderRow
              key={order.id}
              href={`/orders/${order.number}`}
              number={orderWords.heading(order.number)}
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
