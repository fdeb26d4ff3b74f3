import { z } from "zod";
import { captureMode, config, orderDetails, paymentMethods } from "./checkout";
import { address, dateTime, money, shippingDetails } from "./common";

export const createSetupIntent = z.strictObject({
  reference: z.string().min(1).max(60),
  description: z.string().max(4096).optional(),
  customer: z
    .strictObject({
      id: z.string().optional(),
      emailAddress: z.string().max(254).optional(),
      phoneNumber: z.string().max(50).optional(),
    })
    .optional(),
  captureMode: captureMode.optional(),
  paymentMethods: paymentMethods.optional(),
  billingAddress: address.optional(),
  shippingDetails: shippingDetails.optional(),
  config: config.optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  intendedAmount: money.optional(),
  merchantInitiatedTransactionType: z.enum(["NoShow", "Unscheduled"]),
  terms: z.string().min(1).max(10_240),
  orderDetails: orderDetails.optional(),
  expireAt: dateTime.optional(),
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
