import type { ReactNode } from "react";

type ShopIntroProps = { title: string; lead?: string; children: ReactNode };

/** The head of a list of products: what it is, and the way to the other lists. */
export function ShopIntro({ title, lead, children }: ShopIntroProps) {
  return (
    <div className="shop-intro">
      <h1>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </div>
  );
}
