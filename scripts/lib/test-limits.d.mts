export const testLimits: Record<"LIMIT_PAYMENTS" | "LIMIT_CARD_LISTS", string>;
