type OrderStatusMarkProps = { label: string; tone: "good" | "waiting" | "muted" | "error" };

export function OrderStatusMark({ label, tone }: OrderStatusMarkProps) {
  return <span className={`status ${tone}`}>{label}</span>;
}
