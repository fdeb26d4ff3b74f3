import type { ReactNode } from "react";
import { Art } from "@/components/ui/art";
import { Price } from "@/components/ui/price";
import { basketWords } from "@/lib/messages";

type BasketLineRowProps = {
  line: {
    slug: string;
    name: string;
    art: string;
    unitMinor: number;
    quantity: number;
    lineMinor: number;
    note?: string;
  };
  children: ReactNode;
};

export function BasketLineRow({ line, children }: BasketLineRowProps) {
  return (
    <li className="basket-line">
      <Art src={line.art} size={96} />
      <div>
        <a className="basket-line-link" href={`/products/${line.slug}`}>
          {line.name}
        </a>
        <p className="hint">
          <Price minor={line.unitMinor} /> {basketWords.each}
        </p>
        {line.note && <p className="problem">{line.note}</p>}
      </div>
      <Price minor={line.lineMinor} />
      <div className="basket-line-controls">{children}</div>
    </li>
  );
}
