import type { Metadata } from "next";
import { changeQuantityAction, removeAction } from "@/app/basket/actions";
import { BasketLineRow } from "@/components/basket/basket-line";
import { CheckoutLink } from "@/components/basket/checkout-link";
import { LiveBasket } from "@/components/basket/live-basket";
import { QuantityForm } from "@/components/basket/quantity-form";
import { CheckoutLayout } from "@/components/checkout/checkout-layout";
import { OrderSummary } from "@/components/checkout/order-summary";
import { Button, ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { ReloadWhenRestored } from "@/components/ui/reload-when-restored";
import { ownerTag, readDraft } from "@/lib/auth/drafts";
import { currentUser } from "@/lib/auth/session";
import { MOST_OF_ONE } from "@/lib/basket/change-basket";
import { basketOwner } from "@/lib/basket/current-basket";
import { type BasketView, viewBasket } from "@/lib/basket/view-basket";
import { basketProblems, basketWords, messageFor, shopWords, shortSinceAdded } from "@/lib/messages";

export const metadata: Metadata = { title: basketWords.title, robots: { index: false } };

type Props = { searchParams: Promise<{ problem?: string | string[] }> };

export default async function BasketPage({ searchParams }: Props) {
  const basket = await viewBasket(await basketOwner());
  const problem = messageFor(basketProblems, (await searchParams).problem);
  return (
    <>
      <ReloadWhenRestored />
      <PageTitle>{basketWords.title}</PageTitle>
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
    <EmptyState
      title={basketWords.empty.title}
      action={<ButtonLink href="/">{shopWords.toShelf}</ButtonLink>}
    >
      {basketWords.empty.text}
    </EmptyState>
  );
}

async function Filled({ basket }: { basket: BasketView }) {
  const user = await currentUser();
  const whose = user ? { whose: ownerTag(user.id) } : undefined;
  const kept = user ? await readDraft("/basket", user.id) : {};
  return (
    <LiveBasket>
      <CheckoutLayout
        main={
          <ul>
            {basket.lines.map((line) => (
              <BasketLineRow key={line.slug} line={{ ...line, note: shortSinceAdded(line) }}>
                <Controls
                  line={line}
                  hidden={{ ...whose, slug: line.slug }}
                  kept={kept.slug === line.slug ? kept.quantity : undefined}
                />
              </BasketLineRow>
            ))}
          </ul>
        }
        aside={
          <div className="stack">
            <OrderSummary {...basket} lines={[]} heading={basketWords.summary} />
            <CheckoutLink>{basketWords.checkout}</CheckoutLink>
          </div>
        }
      />
    </LiveBasket>
  );
}

type ControlsProps = {
  line: BasketView["lines"][number];
  hidden: Record<string, string>;
  kept: string | undefined;
};

function Controls({ line: { slug, name, quantity, stock }, hidden, kept }: ControlsProps) {
  return (
    <>
      <QuantityForm
        action={changeQuantityAction}
        hidden={hidden}
        line={{ slug, quantity, max: Math.min(stock, MOST_OF_ONE) }}
        kept={kept === undefined ? undefined : { quantity: kept, error: basketWords.unsaved }}
        words={{
          label: basketWords.quantity,
          update: basketWords.update,
          updateName: `${basketWords.update} ${name}`,
        }}
      />
      <form action={removeAction}>
        {Object.entries(hidden).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <Button variant="quiet" aria-label={`${basketWords.remove} ${name}`}>
          {basketWords.remove}
        </Button>
      </form>
    </>
  );
}
