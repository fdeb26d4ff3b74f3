import { z } from "zod";
import { contact, purchase } from "./checkout";
import { money } from "./common";

export const createSetupIntent = z.strictObject({
  ...purchase,
  customer: z.strictObject(contact).optional(),
  intendedAmount: money.optional(),
  merchantInitiatedTransactionType: z.enum(["NoShow", "Unscheduled"]),
  terms: z.string().min(1).max(10_240),
});

export type SetupIntentRequest = z.infer<typeof createSetupIntent>;

export type SetupIntentStatus =
  | "Created"
  | "Authorized"
  | "Canceled"
  | "Completed"
  | "Expired"
  | "CardExpired"
  | "Closed";
