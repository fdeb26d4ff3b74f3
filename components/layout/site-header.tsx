import { frameWords as words } from "@/lib/messages";

type SiteHeaderProps = { shopName: string; basketCount: number; signedIn: boolean };

export function SiteHeader({ shopName, basketCount, signedIn }: SiteHeaderProps) {
  return (
    <header className="site-header">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <a className="shop-name" href="/">
        {shopName}
      </a>
      <nav aria-label={words.main}>
        {signedIn ? <ShopperLinks /> : <a href="/sign-in">{words.signIn}</a>}
        <BasketLink count={basketCount} />
      </nav>
    </header>
  );
}

/** On a phone the account page leads to the rest. */
function ShopperLinks() {
  return (
    <>
      <a href="/orders" className="where-wide">
        {words.orders}
      </a>
      <a href="/account/cards" className="where-wide">
        {words.cards}
      </a>
      <a href="/account">{words.account}</a>
      <form action="/sign-out" method="post" className="where-wide">
        <button type="submit">{words.signOut}</button>
      </form>
    </>
  );
}

function BasketLink({ count }: { count: number }) {
  return (
    <a href="/basket" className="basket-link" aria-label={words.basketHolds(count)}>
      {words.basket}
      {count > 0 && <span className="count">{count}</span>}
    </a>
  );
}
