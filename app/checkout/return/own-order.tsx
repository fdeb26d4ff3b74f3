import { Suspense } from "react";
import { SavedCard } from "@/app/checkout/return/saved-card";
import { orderAgainAction } from "@/app/orders/[number]/actions";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { OrderSummary } from "@/components/checkout/order-summary";
import { Button, ButtonLink } from "@/components/ui/button";
import { describeResultCode } from "@/lib/checkout/result-code";
import type { Outcome } from "@/lib/checkout/return-outcome";
import { orderWords, returnWords } from "@/lib/messages";
import type { Order } from "@/lib/orders/find-order";

type NextStepProps = { order: Order; outcome: Outcome };
type OwnOrderProps = NextStepProps & { userId: string; path: string };

export function OwnOrder({ order, outcome, userId, path }: OwnOrderProps) {
  return (
    <CheckoutLayout
      main={
        <>
          <p>
            {returnWords.orderNumber} <a href={`/orders/${order.number}`}>{order.number}</a>
          </p>
          {order.toldCode !== null && (
            <p className="hint">{returnWords.lastWord(describeResultCode(order.toldCode), order.toldCode)}</p>
          )}
          {outcome === "received" && (
            <>
              <Suspense fallback={null}>
                <SavedCard userId={userId} orderId={order.id} path={path} />
              </Suspense>
              {!order.address && <AskForAddress number={order.number} />}
            </>
          )}
          <div className="cluster">
            <NextStep order={order} outcome={outcome} />
          </div>
        </>
      }
      aside={<OrderSummary {...order} heading={orderWords.whatYouOrdered} />}
    />
  );
}

function NextStep({ order: { number, status }, outcome }: NextStepProps) {
  if (status === "EXPIRED" || status === "CANCELLED")
    return (
      <form action={orderAgainAction}>
        <input type="hidden" name="number" value={number} />
        <Button>{orderWords.payAgain}</Button>
      </form>
    );
  if (outcome === "not-completed" || outcome === "cancelled")
    return (
      <>
        <form action={`/orders/${number}/pay`} method="post">
          <Button>{returnWords.carryOn}</Button>
        </form>
        <ButtonLink href="/checkout" variant="secondary">
          {returnWords.backToCheckout}
        </ButtonLink>
      </>
    );
  return (
    <>
      <ButtonLink href={`/orders/${number}`} variant="secondary">
        {returnWords.yourOrder}
      </ButtonLink>
      <ButtonLink href="/" variant="quiet">
        {returnWords.toShop}
      </ButtonLink>
    </>
  );
}

function AskForAddress({ number }: { number: string }) {
  const back = encodeURIComponent(`/orders/${number}`);
  return (
    <p>
      {orderWords.noAddress} <a href={`/account/address?callbackUrl=${back}`}>{orderWords.addAddress}</a>
    </p>
  );
}
