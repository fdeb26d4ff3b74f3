import type { OrderStatus } from "@/lib/db/generated/enums";

export const orderStatusWords: Record<
  OrderStatus,
  { label: string; tone: "good" | "waiting" | "muted" | "error" }
> = {
  AWAITING_PAYMENT: { label: "Awaiting payment", tone: "waiting" },
  CANCELLING: { label: "Awaiting payment", tone: "waiting" },
  PAID: { label: "Paid", tone: "good" },
  CANCELLED: { label: "Cancelled", tone: "muted" },
  EXPIRED: { label: "Expired", tone: "muted" },
  PARTLY_REFUNDED: { label: "Partly refunded", tone: "good" },
  REFUNDED: { label: "Refunded", tone: "muted" },
  REVIEW: { label: "Being checked", tone: "waiting" },
};
