import "server-only";
import { type DeliveryAddress, readAddress } from "@/lib/account/address";
import type { Attempt } from "@/lib/checkout/attempts";
import { db } from "@/lib/db/client";
import type { NewPaymentIntent } from "@/lib/dojo/payment-intents";
import { env } from "@/lib/env";

/** The order as Dojo is told of it. The item lines and delivery sum to the amount, all in minor units. */
export async function describeOrder(
  orderId: string,
  attempt: Attempt,
): Promise<Omit<NewPaymentIntent, "customer">> {
  const order = await db().order.findUniqueOrThrow({
    where: { id: orderId },
    select: {
      number: true,
      totalMinor: true,
      deliveryMinor: true,
      deliveryAddress: true,
      lines: {
        orderBy: { position: "asc" },
        select: { name: true, quantity: true, unitMinor: true, product: { select: { slug: true } } },
      },
    },
  });
  const pounds = (value: number) => ({ value, currencyCode: "GBP" as const });
  const goods = order.lines.map((line) => ({
    id: line.product.slug,
    quantity: line.quantity,
    name: line.name,
    amountTotal: pounds(line.unitMinor * line.quantity),
  }));
  const delivery = {
    id: "delivery",
    quantity: 1,
    name: "Delivery",
    amountTotal: pounds(order.deliveryMinor),
  };
  const back = `${env().SHOP_URL}/checkout/return?order=${orderId}`;
  return {
    amount: pounds(order.totalMinor),
    reference: attempt.reference,
    description: `Order ${order.number}, ${env().SHOP_NAME}`,
    redirectUrl: back,
    cancelUrl: `${back}&cancelled=1`,
    expireAt: attempt.expiresAt,
    shippingDetails: shippingDetails(readAddress(order.deliveryAddress)),
    itemLines: [...goods, delivery],
    metadata: { orderId, attemptId: attempt.id },
  };
}

/** Left out while the shopper has not said where to deliver. */
function shippingDetails(address: DeliveryAddress | null): NewPaymentIntent["shippingDetails"] {
  if (!address) return undefined;
  const { name, line1: address1, line2: address2, city, postcode } = address;
  return { name, address: { address1, address2, city, postcode, countryCode: "GB" } };
}
