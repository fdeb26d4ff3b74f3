import { z } from "zod";

const text = (max: number) => z.string().max(max);

/** Minor units (pence, cent) and a currency that Dojo accepts. */
export const money = z.strictObject({
  value: z.int(),
  currencyCode: z.literal(["GBP", "EUR"], { error: "Use GBP or EUR." }),
});

/** What may come on top of an amount: nothing or more. */
export const extra = money.extend({ value: z.int().nonnegative() });

/** What a shopper can be asked to pay: more than nothing. */
export const payable = money.extend({ value: z.int().positive() });

export const address = z.strictObject({
  address1: text(100).optional(),
  address2: text(100).optional(),
  address3: text(100).optional(),
  address4: text(100).optional(),
  city: text(100).optional(),
  state: text(100).optional(),
  postcode: text(50).optional(),
  countryCode: text(10),
  locality: text(100).optional(),
  county: text(100).optional(),
});

export const shippingDetails = z.strictObject({
  name: text(100).optional(),
  deliveryNotes: text(1024).optional(),
  address: address.optional(),
});

/** Paging as both searches document it: 1 to 100 items, and one direction at a time. */
export const cursor = z
  .strictObject({
    limit: z.int32().min(1).max(100).optional(),
    before: text(200).optional(),
    after: text(200).optional(),
  })
  .refine((value) => value.before === undefined || value.after === undefined, {
    error: "Use before or after, not both.",
    path: ["before"],
  });

/** An absolute web address: anything else on a hosted page (javascript:, data:) would be an attack. */
export const webUrl = z.url({ protocol: /^https?$/, error: "Use an absolute http or https URL." });

/** Published examples leave the zone out now and then; such a time is read as UTC. Years have four digits. */
export const dateTime = z.iso
  .datetime({ offset: true, local: true })
  .refine((value) => readDateTime(value) < Date.UTC(10_000, 0), { error: "This is too far away." });

/** Milliseconds since the epoch of a date-time that may lack its zone. */
export function readDateTime(value: string): number {
  return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/i.test(value) ? value : `${value}Z`);
}

export type Money = z.infer<typeof money>;
export type Cursor = z.infer<typeof cursor>;
