import { z } from "zod";

export const payBody = z.strictObject({
  paymentIntentId: z.string(),
  card: z.string().optional(),
  paymentMethodId: z.string().optional(),
  saveCard: z.boolean().optional(),
});

export const authorizeSetupBody = z.strictObject({ setupIntentId: z.string(), card: z.string().optional() });

export const clockBody = z.strictObject({ advanceMs: z.int().nonnegative() });

export const journalQuery = z.strictObject({
  after: z.int().nonnegative().optional(),
  limit: z.int().min(1).max(1000).optional(),
});
