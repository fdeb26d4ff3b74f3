import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { CardChoice } from "@/app/checkout/card-choice";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { OrderSummary } from "@/components/checkout/order-summary";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { requireUser } from "@/lib/auth/session";
import { viewBasket } from "@/lib/basket/view-basket";
import { opaqueId } from "@/lib/ids";
import { checkoutProblems, messageFor } from "@/lib/messages";
import { formatMoney } from "@/lib/money";

export const metadata: Metadata = { title: "Checkout", robots: { index: false } };

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

const PAY_FORM = "pay";

export default async function CheckoutPage({ searchParams }: Props) {
  const user = await requireUser("/checkout");
  const basket = await viewBasket({ userId: user.id });
  if (basket.lines.length === 0) redirect("/basket");
  const problem = messageFor(checkoutProblems, (await searchParams).problem);
  return (
    <>
      <PageTitle>Checkout</PageTitle>
      {problem && (
        <Notice tone="error" role="alert">
          {problem}
        </Notice>
      )}
      <CheckoutLayout
        main={
          <form id={PAY_FORM} action="/checkout/pay" method="post" className="stack">
            <input type="hidden" name="clickToken" value={opaqueId()} />
            <input type="hidden" name="shownTotal" value={basket.totalMinor} />
            <Suspense fallback={<p className="hint awaited">Looking up your saved cards…</p>}>
              <CardChoice userId={user.id} form={PAY_FORM} />
            </Suspense>
            <Checkbox label="Make this my preferred card" name="makePreferred" />
            <Button size="large">Pay {formatMoney(basket.totalMinor)}</Button>
            <p className="hint">
              You will pay {formatMoney(basket.totalMinor)} on Dojo’s secure page. You can change the card
              there.
            </p>
          </form>
        }
        aside={<OrderSummary {...basket} />}
      />
    </>
  );
}
