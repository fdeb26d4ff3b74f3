import type { Metadata } from "next";
import { changeQuantityAction, removeAction } from "@/app/basket/actions";
import { BasketLineRow } from "@/components/basket/basket-line";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { OrderSummary } from "@/components/checkout/order-summary";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { QuantityField } from "@/components/ui/quantity";
import { basketOwner } from "@/lib/basket/current-basket";
import { type BasketView, viewBasket } from "@/lib/basket/view-basket";
import { basketProblems, messageFor } from "@/lib/messages";

export const metadata: Metadata = { title: "Basket", robots: { index: false } };

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

export default async function BasketPage({ searchParams }: Props) {
  const basket = await viewBasket(await basketOwner());
  const problem = messageFor(basketProblems, (await searchParams).problem);
  return (
    <>
      <PageTitle>Basket</PageTitle>
      {problem && (
        <Notice tone="error" role="alert">
          {problem}
        </Notice>
      )}
      {basket.lines.length === 0 ? <Empty /> : <Filled basket={basket} />}
    </>
  );
}

function Empty() {
  return (
    <EmptyState title="Your basket is empty" action={<ButtonLink href="/">See what we make</ButtonLink>}>
      Things you add stay here, also after you close the page.
    </EmptyState>
  );
}

function Filled({ basket }: { basket: BasketView }) {
  return (
    <CheckoutLayout
      main={
        <ul>
          {basket.lines.map((line) => (
            <BasketLineRow
              key={line.slug}
              line={{ ...line, note: shortage(line) }}
              controls={<Controls {...line} />}
            />
          ))}
        </ul>
      }
      aside={
        <div className="stack">
          <OrderSummary {...basket} />
          <ButtonLink href="/checkout" size="large">
            Checkout
          </ButtonLink>
        </div>
      }
    />
  );
}

function shortage({ stock, quantity }: { stock: number; quantity: number }): string | undefined {
  if (stock === 0) return "Sold out since you added it.";
  return stock < quantity ? `Only ${stock} left.` : undefined;
}

function Controls({ slug, name, quantity }: { slug: string; name: string; quantity: number }) {
  return (
    <>
      <form action={changeQuantityAction} className="cluster">
        <input type="hidden" name="slug" value={slug} />
        <QuantityField name="quantity" defaultValue={quantity} />
        <Button variant="secondary" aria-label={`Update ${name}`}>
          Update
        </Button>
      </form>
      <form action={removeAction}>
        <input type="hidden" name="slug" value={slug} />
        <Button variant="quiet" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      </form>
    </>
  );
}
