import type { ReactNode } from "react";

export function CheckoutLayout({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className="checkout-layout">
      <div className="stack">{main}</div>
      <div className="checkout-aside">{aside}</div>
    </div>
  );
}
