import type { ReactNode } from "react";
import { Art } from "@/components/ui/art";
import { Price } from "@/components/ui/price";

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
  controls: ReactNode;
};

export function BasketLineRow({ line, controls }: BasketLineRowProps) {
  return (
    <li className="basket-line">
      <Art src={line.art} size={96} />
      <div>
        <a className="basket-line-link" href={`/products/${line.slug}`}>
          {line.name}
        </a>
        <p className="hint">
          <Price minor={line.unitMinor} /> each
        </p>
        {line.note && <p className="problem">{line.note}</p>}
      </div>
      <Price minor={line.lineMinor} />
      <div className="basket-line-controls">{controls}</div>
    </li>
  );
}
