import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { PAY_FORM, PayPanel } from "@/app/checkout/pay-panel";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { OrderSummary } from "@/components/checkout/order-summary";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { requireUser } from "@/lib/auth/session";
import { viewBasket } from "@/lib/basket/view-basket";
import { opaqueId } from "@/lib/ids";
import { checkoutProblems, messageFor } from "@/lib/messages";
import { formatMoney } from "@/lib/money";

export const metadata: Metadata = { title: "Checkout", robots: { index: false } };

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

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
          <>
            <form id={PAY_FORM} action="/checkout/pay" method="post">
              <input type="hidden" name="clickToken" value={opaqueId()} />
              <input type="hidden" name="shownTotal" value={basket.totalMinor} />
            </form>
            <Suspense fallback={<p className="pay-panel-awaited awaited">Looking up your saved cards…</p>}>
              <PayPanel userId={user.id} total={formatMoney(basket.totalMinor)} />
            </Suspense>
          </>
        }
        aside={<OrderSummary {...basket} />}
      />
    </>
  );
}
