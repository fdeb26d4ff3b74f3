import "server-only";
import { z } from "zod";

/*
 * Dojo's answers as far as the shop reads them. Unknown fields are ignored and words we do not know
 * survive as text: published examples already carry more than the description lists.
 */

/** Text that can be kept: PostgreSQL stores no zero, and half a surrogate pair can be neither stored nor put into an address. */
const text = z.string().regex(/^[^\0\p{Cs}]*$/u);
const id = text.min(1);

/** RFC 7807, and the smaller shape that /webhooks uses; read either. */
export const problemDetails = z.object({
  title: z.string().nullish(),
  detail: z.string().nullish(),
  traceId: z.string().nullish(),
  errors: z.record(z.string(), z.unknown()).nullish(),
});

/** Some published date-times leave the zone out; they are UTC. Years of four digits, as PostgreSQL reads them back. */
export const dateTime = z
  .string()
  .transform((text) => new Date(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`))
  .refine((date) => date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999, "is not a date-time");

/** Minor units, as large as the database holds; anything else is no amount of ours. */
const minor = z.int().min(0).max(2_147_483_647);

export const money = z.object({
  /** One published example prints it as text. */
  value: z.union([minor, z.string().regex(/^\d+$/).transform(Number).pipe(minor)]),
  currencyCode: text,
});

export const customer = z.object({
  id,
  vatNumber: z.string().nullish(),
  /** Only tells the order of pages and which of two is older: one that cannot be read is as good as none. */
  createdAt: dateTime.nullish().catch(null),
});
export const customers = z.array(customer);

/** Items are read one by one: a page also holds what others of the same merchant made. */
export const page = z.object({ data: z.array(z.unknown()).nullish(), after: z.string().nullish() });

export const customerSecret = z.object({
  /** It rides in a header. */
  secret: z.string().regex(/^[!-~]+$/),
  createdAt: dateTime,
  expireAt: dateTime,
});

export const paymentMethods = z.object({
  customerId: z.string(),
  savedPaymentMethods: z
    .array(
      z.object({
        id,
        cardDetails: z.object({ pan: z.string(), expiryDate: z.string(), scheme: z.string() }),
      }),
    )
    .nullish(),
  supportedPaymentMethods: z.object({ cardSchemes: z.array(z.string()).nullish() }).nullish(),
});

/** `Created`, `Authorized`, `Captured`, `Reversed`, `Refunded`, `Canceled`, or a later word. */
const status = text;

export const paymentIntent = z.object({
  id,
  status,
  amount: money,
  totalAmount: money.nullish(),
  refundedAmount: minor.nullish(),
  reference: text,
  metadata: z.record(z.string(), text).nullish(),
  customer: z.object({ id: text.nullish() }).nullish(),
  createdAt: dateTime,
  expireAt: dateTime.nullish(),
  paymentLink: z.string().nullish(),
  paymentEvents: z.array(z.object({ eventType: z.string() })).nullish(),
  paymentDetails: z.object({ paymentMethodId: text.nullish() }).nullish(),
});

/** Of an item that cannot be read: whose it is, as far as that can. Null is "cannot be told", or that it has none. */
const trace = id.nullable().catch(null);
export const paymentIntentTraces = z
  .object({ id: trace, reference: trace, metadata: z.object({ attemptId: trace }).nullable().catch(null) })
  .nullable()
  .catch(null);
/** What is no object may hold our marker; a number cannot be it. */
export const customerTraces = z
  .object({ vatNumber: z.union([z.string(), z.number(), z.boolean()]).nullish() })
  .nullable()
  .catch(null);

export const refund = z.object({ paymentIntentId: z.string().nullish(), refundId: text.nullish() });

export const subscriptions = z.array(
  z.object({ id: z.string(), accountId: z.string().nullish(), events: z.array(z.string()), url: z.string() }),
);

export const subscriptionSecrets = z.object({
  secrets: z.array(z.object({ value: z.string(), isActive: z.boolean().nullish() })),
});

/** Ids and event names are plain visible text; what is not could be neither stored nor asked for. */
const word = z.string().regex(/^[!-~]{1,200}$/);
const intentId = z.string().regex(/^[\w-]{1,200}$/);

export const webhookEvent = z.object({
  id: word,
  event: word,
  accountId: word.nullish(),
  createdAt: dateTime.nullish().catch(null),
  data: z.object({ paymentIntentId: intentId.nullish() }).nullish(),
});

export type WireCustomer = z.infer<typeof customer>;
export type WirePaymentIntent = z.infer<typeof paymentIntent>;
