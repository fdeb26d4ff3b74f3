import type { ReactNode } from "react";

export function PageTitle({ children, lead }: { children: ReactNode; lead?: ReactNode }) {
  return (
    <div className="page-title">
      <h1>{children}</h1>
      {lead && <p className="lead">{lead}</p>}
    </div>
  );
}
