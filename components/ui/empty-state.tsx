import type { ReactNode } from "react";

type EmptyStateProps = { title: string; children: ReactNode; action?: ReactNode };

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="empty stack">
      <h2>{title}</h2>
      {typeof children === "string" ? <p>{children}</p> : children}
      {action && <div className="cluster">{action}</div>}
    </div>
  );
}
