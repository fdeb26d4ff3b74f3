import type { HTMLAttributes, ReactNode } from "react";

type NoticeProps = HTMLAttributes<HTMLDivElement> & {
  tone: "info" | "good" | "error";
  title?: string;
  children?: ReactNode;
};

export function Notice({ tone, title, children, ...element }: NoticeProps) {
  return (
    <div className={`notice ${tone}`} {...element}>
      {title && <p className="notice-title">{title}</p>}
      {typeof children === "string" ? <p>{children}</p> : children}
    </div>
  );
}
