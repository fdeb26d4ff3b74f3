import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { PAY_FORM, PayPanel } from "@/app/checkout/pay-panel";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { DeliverTo } from "@/components/checkout/deliver-to";
import { OrderSummary } from "@/components/checkout/order-summary";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { addressTag, findAddress } from "@/lib/account/address";
import { requireUser } from "@/lib/auth/session";
import { viewBasket } from "@/lib/basket/view-basket";
import { opaqueId } from "@/lib/ids";
import { checkoutProblems, checkoutWords, messageFor, shortOf } from "@/lib/messages";
import { formatMoney } from "@/lib/money";
import { findShortages } from "@/lib/orders/stock";

export const metadata: Metadata = { title: checkoutWords.title, robots: { index: false } };

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

export default async function CheckoutPage({ searchParams }: Props) {
  const user = await requireUser("/checkout");
  const [basket, address, short] = await Promise.all([
    viewBasket({ userId: user.id }),
    findAddress(user.id),
    findShortages(user.id),
  ]);
  if (basket.lines.length === 0) redirect("/basket");
  const code = (await searchParams).problem;
  const problem = short.length > 0 ? shortOf(short) : messageFor(checkoutProblems, code);
  return (
    <>
      <PageTitle>{checkoutWords.title}</PageTitle>
      {problem && (
        <Notice tone="error" role="alert">
          <p>{problem}</p>
          {short.length === 0 && code === "no-customer" && (
            <p className="cluster">
              <Button form={PAY_FORM}>{checkoutWords.tryAgain}</Button>
              <Button form={PAY_FORM} variant="secondary" name="withoutSavedCards" value="on">
                {checkoutWords.withoutSavedCards}
              </Button>
            </p>
          )}
          {short.length > 0 && (
            <p>
              <ButtonLink href="/basket" variant="secondary">
                {checkoutWords.toBasket}
              </ButtonLink>
            </p>
          )}
        </Notice>
      )}
      <CheckoutLayout
        main={
          <>
            <DeliverTo address={address} />
            <form id={PAY_FORM} action="/checkout/pay" method="post">
              <input type="hidden" name="clickToken" value={opaqueId()} />
              <input type="hidden" name="shownTotal" value={basket.totalMinor} />
              <input type="hidden" name="shownAddress" value={addressTag(address)} />
            </form>
            <Suspense fallback={<p className="pay-panel-awaited awaited">{checkoutWords.lookingUpCards}</p>}>
              <PayPanel userId={user.id} total={formatMoney(basket.totalMinor)} />
            </Suspense>
          </>
        }
        aside={<OrderSummary {...basket} />}
      />
    </>
  );
}
