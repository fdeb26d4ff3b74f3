import type { ReactNode } from "react";

type PanelProps = { children: ReactNode; as?: "div" | "section" | "article" | "aside" };

export function Panel({ children, as: Element = "div" }: PanelProps) {
  return <Element className="panel stack">{children}</Element>;
}
