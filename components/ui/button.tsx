import type { AnchorHTMLAttributes, ButtonHTMLAttributes } from "react";
import { classNames } from "./class-names";

type Look = {
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "normal" | "large";
};

function look({ variant = "primary", size = "normal" }: Look, className?: string): string {
  return classNames("button", variant, size === "large" && "large", className);
}

export function Button({
  variant,
  size,
  className,
  type = "submit",
  ...button
}: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type={type} className={look({ variant, size }, className)} {...button} />;
}

export function ButtonLink({
  variant,
  size,
  className,
  ...anchor
}: Look & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a className={look({ variant, size }, className)} {...anchor} />;
}
