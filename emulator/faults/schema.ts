import { z } from "zod";
import { OPERATIONS } from "../operations";
import { API_KINDS, type ApiKind, canPlay, WEBHOOK_KINDS } from "./kinds";

const LONGEST_MS = 24 * 3_600_000;

const shared = {
  nth: z.int().positive().optional(),
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().nonnegative().optional(),
  delayMs: z.int().nonnegative().max(LONGEST_MS).optional(),
  field: z.string().min(1).optional(),
  value: z.unknown().optional(),
};

/** What `value` may be; kinds that are not listed put any JSON into an answer. */
const VALUES: Partial<Record<string, z.ZodType>> = {
  status: z.string(),
  html: z.string().max(1_000_000),
  searchOrder: z.enum(["asc", "random"]),
  searchLimit: z.int().min(1).max(100),
  duplicate: z.int().min(2).max(100),
  unknownId: z.string(),
};

/** Of an event, the ids alone can be changed. */
const EVENT_IDS = ["paymentIntentId", "accountId", "id"];

function hasGoodValue({ kind, value }: { kind: string; value?: unknown }): boolean {
  return value === undefined || (VALUES[kind]?.safeParse(value).success ?? true);
}

const BAD_VALUE = { error: "This kind takes another value.", path: ["value"] };

const apiFault = z
  .strictObject({
    operation: z.enum(["*", ...OPERATIONS.map((operation) => operation.id)]),
    kind: z.enum(Object.keys(API_KINDS) as [ApiKind, ...ApiKind[]]),
    phase: z.enum(["before", "after"]).optional(),
    status: z.int().min(400).max(599).optional(),
    commitAfterMs: z.int().nonnegative().max(LONGEST_MS).optional(),
    retryAfterS: z.int().nonnegative().optional(),
    ...shared,
  })
  .refine(({ kind, operation }) => canPlay(kind, operation), {
    error: "This operation cannot play this kind.",
    path: ["kind"],
  })
  .refine(hasGoodValue, BAD_VALUE);

const webhookFault = z
  .strictObject({
    operation: z.literal("webhook"),
    kind: z.enum(WEBHOOK_KINDS),
    ...shared,
  })
  .refine(({ field }) => field === undefined || EVENT_IDS.includes(field), {
    error: `Use ${EVENT_IDS.join(", ")}.`,
    path: ["field"],
  })
  .refine(hasGoodValue, BAD_VALUE);

/** What `PUT /_emulator/faults` accepts: unknown fields, kinds and operations are refused, never ignored. */
export const faultList = z.array(z.discriminatedUnion("operation", [webhookFault, apiFault]));

export type ApiFault = z.infer<typeof apiFault>;
export type WebhookFault = z.infer<typeof webhookFault>;
export type Fault = ApiFault | WebhookFault;
