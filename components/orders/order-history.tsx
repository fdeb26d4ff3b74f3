type OrderHistoryProps = { heading: string; events: { at: string; time: string; text: string }[] };

export function OrderHistory({ heading, events }: OrderHistoryProps) {
  if (events.length === 0) return null;
  return (
    <section className="stack-tight unprinted">
      <h2>{heading}</h2>
      <ol className="order-history">
        {events.map(({ at, time, text }) => (
          <li key={`${at} ${text}`}>
            <span>{text}</span> <time dateTime={at}>{time}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}
