import { Art } from "@/components/ui/art";
import { Price } from "@/components/ui/price";
import { summaryWords } from "@/lib/messages";

type OrderSummaryProps = {
  lines: readonly { name: string; quantity: number; lineMinor: number; art?: string }[];
  subtotalMinor: number;
  deliveryMinor: number;
  totalMinor: number;
  heading?: string;
};

export function OrderSummary({
  lines,
  subtotalMinor,
  deliveryMinor,
  totalMinor,
  heading = summaryWords.heading,
}: OrderSummaryProps) {
  return (
    <section className="order-summary" aria-labelledby="order-summary-heading">
      <h2 id="order-summary-heading">{heading}</h2>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line.name}>
              {line.art && <Art src={line.art} size={56} />}
              <span>
                {line.name} <span className="hint">{summaryWords.times(line.quantity)}</span>
              </span>
              <Price minor={line.lineMinor} />
            </li>
          ))}
        </ul>
      )}
      <dl>
        <div>
          <dt>{summaryWords.subtotal}</dt>
          <dd>
            <Price minor={subtotalMinor} />
          </dd>
        </div>
        <div>
          <dt>{summaryWords.delivery}</dt>
          <dd>{deliveryMinor === 0 ? summaryWords.free : <Price minor={deliveryMinor} />}</dd>
        </div>
        <div className="total">
          <dt>{summaryWords.total}</dt>
          <dd aria-live="polite">
            <Price minor={totalMinor} />
          </dd>
        </div>
      </dl>
      <p className="hint">{summaryWords.vat}</p>
    </section>
  );
}
