export function ShopIntro({ shopName }: { shopName: string }) {
  return (
    <div className="shop-intro">
      <h1>Pots for every day, and good things to put in them</h1>
      <p className="lead">
        {shopName} keeps a short list: stoneware for the table, loose tea by the tin, and the few tools that
        go between the two.
      </p>
    </div>
  );
}
