import { z } from "zod";
import { address } from "./common";

export const createCustomer = z.strictObject({
  name: z.string().max(100).optional(),
  shippingAddress: address.optional(),
  billingAddress: address.optional(),
  emailAddress: z.string().max(254).optional(),
  phoneNumber: z.string().min(5).max(50).optional(),
  vatNumber: z.string().max(50).optional(),
});

/** The description gives an update the same fields without their lengths. */
export const updateCustomer = z.strictObject({
  name: z.string().optional(),
  shippingAddress: address.optional(),
  billingAddress: address.optional(),
  emailAddress: z.string().optional(),
  phoneNumber: z.string().optional(),
  vatNumber: z.string().optional(),
});

export type CustomerDetails = z.infer<typeof createCustomer>;
