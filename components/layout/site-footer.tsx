export function SiteFooter({ shopName }: { shopName: string }) {
  return (
    <footer className="site-footer">
      <p className="shop-name">{shopName}</p>
      <p>Everyday ceramics, loose tea and a few tools for both.</p>
      <p>Prices include VAT. Cards are handled on Dojo’s secure page and never pass through this shop.</p>
    </footer>
  );
}
