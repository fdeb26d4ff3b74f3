import { z } from "zod";

export const payBody = z.strictObject({
  paymentIntentId: z.string(),
  card: z.string().optional(),
  paymentMethodId: z.string().optional(),
  saveCard: z.boolean().optional(),
});

export const authorizeSetupBody = z.strictObject({ setupIntentId: z.string(), card: z.string().optional() });

export const portalRefundBody = z.strictObject({ paymentIntentId: z.string(), amount: z.int().positive() });

/** `emailAddress` is given to one customer in ten; `savedCards` of them get one card each. */
export const loadBody = z
  .strictObject({
    customers: z.int().nonnegative().max(200_000),
    emailAddress: z.string().max(254).optional(),
    savedCards: z.int().nonnegative().optional(),
  })
  .refine(({ customers, savedCards = 0 }) => savedCards <= customers, {
    error: "At most one for each customer.",
    path: ["savedCards"],
  });

export const clockBody = z.strictObject({ advanceMs: z.int().nonnegative() });

export const journalQuery = z.strictObject({
  after: z.int().nonnegative().optional(),
  limit: z.int().min(1).max(1000).optional(),
});

export type PortalRefund = z.infer<typeof portalRefundBody>;
export type LoadRequest = z.infer<typeof loadBody>;
