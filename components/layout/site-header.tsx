type SiteHeaderProps = {
  shopName: string;
  basketCount: number;
  shopper: { name: string } | null;
};

export function SiteHeader({ shopName, basketCount, shopper }: SiteHeaderProps) {
  return (
    <header className="site-header">
      <a className="skip" href="#content">
        Skip to content
      </a>
      <a className="shop-name" href="/">
        {shopName}
      </a>
      <nav aria-label="Main">
        {shopper ? <ShopperLinks name={shopper.name} /> : <a href="/sign-in">Sign in</a>}
        <BasketLink count={basketCount} />
      </nav>
    </header>
  );
}

function ShopperLinks({ name }: { name: string }) {
  return (
    <>
      <span className="shopper">{name}</span>
      <a href="/orders">Orders</a>
      <a href="/account/cards">Cards</a>
      <form action="/sign-out" method="post">
        <button type="submit">Sign out</button>
      </form>
    </>
  );
}

function BasketLink({ count }: { count: number }) {
  const words = count === 0 ? "empty" : count === 1 ? "1 item" : `${count} items`;
  return (
    <a href="/basket" className="basket-link" aria-label={`Basket, ${words}`}>
      Basket
      {count > 0 && <span className="count">{count}</span>}
    </a>
  );
}
