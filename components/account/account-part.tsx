import type { ReactNode } from "react";

type AccountPartProps = { title: string; children: ReactNode; action: ReactNode };

export function AccountPart({ title, children, action }: AccountPartProps) {
  return (
    <section className="account-part">
      <h2>{title}</h2>
      <div className="account-known">{children}</div>
      <div className="account-action">{action}</div>
    </section>
  );
}
