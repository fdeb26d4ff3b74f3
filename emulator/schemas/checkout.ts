import { z } from "zod";
import { address, dateTime, money, shippingDetails, webUrl } from "./common";

const collection = z.strictObject({ collectionRequired: z.boolean().optional() });

/** How the hosted page looks and where it leads; payment intents and setup intents share it. */
const config = z.strictObject({
  title: z.string().max(100).optional(),
  redirectUrl: webUrl.optional(),
  cancelUrl: webUrl.optional(),
  customerEmail: collection.optional(),
  details: z
    .strictObject({ showTotal: z.boolean().optional(), showReference: z.boolean().optional() })
    .optional(),
  billingAddress: collection.optional(),
  shippingDetails: collection.optional(),
  payment: z
    .strictObject({ customAmountAllowed: z.boolean().optional(), tipsAllowed: z.boolean().optional() })
    .optional(),
});

const orderDetails = z.strictObject({
  availabilityDate: dateTime.optional(),
  isUpdate: z.boolean().optional(),
  id: z.string().optional(),
  externalId: z.string().optional(),
});

/** Who pays, as both kinds of intent ask; a secret belongs to payments alone. */
export const contact = {
  id: z.string().optional(),
  emailAddress: z.string().max(254).optional(),
  phoneNumber: z.string().max(50).optional(),
};

/** What payment intents and setup intents are both made of. */
export const purchase = {
  reference: z.string().min(1).max(60),
  description: z.string().max(4096).optional(),
  captureMode: z.enum(["Auto", "Manual"]).optional(),
  paymentMethods: z.array(z.enum(["Card", "Wallet", "SavedCard"])).optional(),
  billingAddress: address.optional(),
  shippingDetails: shippingDetails.optional(),
  config: config.optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  orderDetails: orderDetails.optional(),
  expireAt: dateTime.optional(),
};

/** The one request object whose schema does not close itself: extra fields are kept. */
const modifier = z.looseObject({
  name: z.string(),
  amountPerModifier: money,
  quantity: z.int(),
  id: z.string(),
});

export const itemLine = z.strictObject({
  id: z.string().max(60).optional(),
  quantity: z.int32().optional(),
  name: z.string().max(100).optional(),
  /** Its name in version 2022-04-07, which Dojo's PHP client speaks. */
  caption: z.string().max(100).optional(),
  category: z.string().optional(),
  modifiers: z.array(modifier).optional(),
  /** Required, but null is allowed: .NET prints an amount that was left out. */
  amountTotal: money.nullable(),
  plu: z.string().max(200).optional(),
});

export const taxLine = z.strictObject({
  id: z.string().max(60).optional(),
  caption: z.string().max(100).optional(),
  subCaption: z.string().max(100).optional(),
  amountTotal: money,
  affectedPlu: z.string().max(200).optional(),
});
