import { z } from "zod";
import { contact, itemLine, purchase, taxLine } from "./checkout";
import { cursor, dateTime, extra, payable, webUrl } from "./common";

/** As .NET prints and reads one: `00:05:00`, `1.00:00:00`, `00:05:00.5000000`. */
const TIMESPAN = /^(?:(\d+)\.)?([01]?\d|2[0-3]):([0-5]\d):([0-5]\d(?:\.\d{1,7})?)$/;

export const createIntent = z.strictObject({
  ...purchase,
  amount: payable,
  tipsAmount: extra.optional(),
  customer: z
    .strictObject({
      ...contact,
      secret: z.string().optional(),
      savedCardId: z.string().optional(),
    })
    .optional(),
  cardHolderNotPresent: z.boolean().optional(),
  requestSecurity: z
    .strictObject({
      userAgent: z.string().max(300).optional(),
      ipAddress: z.string().max(70).optional(),
      device: z.string().max(120).optional(),
    })
    .optional(),
  itemLines: z.array(itemLine).optional(),
  taxLines: z.array(taxLine).optional(),
  actionLink: z
    .strictObject({
      url: webUrl,
      action: z.enum(["OpenLink", "DownloadFile"]).optional(),
      label: z.string().min(1).max(60),
      fileName: z.string().max(256).optional(),
    })
    .optional(),
  autoExpireIn: z
    .string()
    .regex(TIMESPAN, { error: "Use the form dd.hh:mm:ss.", abort: true })
    .refine(
      (value) => between(timespanSeconds(value), 30, 7 * 86_400),
      "More than 30 seconds, less than 7 days.",
    )
    .optional(),
  autoExpireAction: z.enum(["Release", "Capture"]).optional(),
  /** Of version 2022-04-07: an order by mail or telephone. Taken and shown nowhere. */
  transactionSource: z.enum(["MOTO"]).optional(),
  setupIntentId: z.string().optional(),
  cashbackAmount: extra.optional(),
  serviceChargeAmount: extra.optional(),
  generateRemoteToken: z.boolean().optional(),
  isNotOnlineCheckout: z.boolean().optional(),
});

/** Minor units of what is held; the tip comes out of the same held amount. */
export const createCapture = z.strictObject({
  amount: z.int().positive(),
  tipsAmount: z.int().nonnegative().optional(),
});

export const setAmount = z.strictObject({
  amount: payable,
  itemLines: z.array(itemLine).optional(),
  taxLines: z.array(taxLine).optional(),
});

export const setTips = z.strictObject({ tipsAmount: extra });

export const createRefund = z.strictObject({
  amount: z.int().positive(),
  previousTransactionId: z.string().max(100).optional(),
  refundReason: z.string().max(1024).optional(),
  notes: z.string().max(4096).optional(),
});

/** Not closed in the description, so extra fields are ignored. */
export const sendReceipt = z.looseObject({ emails: z.array(z.email()).min(1) });

const status = z.enum(["Created", "Authorized", "Captured", "Reversed", "Refunded", "Canceled"]);

export const searchIntents = z.strictObject({
  statuses: z.array(status).optional(),
  startDate: dateTime.optional(),
  endDate: dateTime.optional(),
  cursor: cursor.optional(),
});

export type IntentRequest = z.infer<typeof createIntent>;
export type IntentStatus = z.infer<typeof status>;

/** A timespan `dd.hh:mm:ss` in seconds; days and a fraction are left out when there are none. */
export function timespanSeconds(value: string): number {
  const [, days = "0", hours, minutes, seconds] = TIMESPAN.exec(value) ?? [];
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function between(value: number, low: number, high: number): boolean {
  return value > low && value < high;
}
