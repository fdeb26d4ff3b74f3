import type { AriaRole, ReactNode } from "react";

type NoticeProps = {
  tone: "info" | "good" | "error";
  title?: string;
  role?: AriaRole;
  children?: ReactNode;
};

export function Notice({ tone, title, role, children }: NoticeProps) {
  return (
    <div className={`notice ${tone}`} role={role}>
      {title && <p className="notice-title">{title}</p>}
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}
