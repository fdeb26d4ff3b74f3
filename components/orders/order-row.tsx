import type { ReactNode } from "react";
import { Price } from "@/components/ui/price";

type OrderRowProps = {
  href: string;
  number: string;
  date: string;
  status: ReactNode;
  totalMinor: number;
};

export function OrderRow({ href, number, date, status, totalMinor }: OrderRowProps) {
  return (
    <li className="order-row">
      <a href={href}>{number}</a>
      <span className="hint">{date}</span>
      {status}
      <Price minor={totalMinor} />
    </li>
  );
}
