import { z } from "zod";
import { OPERATIONS } from "../operations";

const API_KINDS = [
  "hang",
  "status",
  "delay",
  "slow",
  "truncate",
  "html",
  "reset",
  "wrongId",
  "wrongAmount",
  "wrongCurrency",
  "wrongReference",
  "dropField",
] as const;

const WEBHOOK_KINDS = ["drop", "delay", "duplicate", "badSignature"] as const;

const shared = {
  nth: z.int().positive().optional(),
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().nonnegative().optional(),
  delayMs: z.int().nonnegative().max(3_600_000).optional(),
};

const apiFault = z.strictObject({
  operation: z.enum(OPERATIONS.map((operation) => operation.id)),
  kind: z.enum(API_KINDS),
  phase: z.enum(["before", "after"]).optional(),
  status: z.int().min(400).max(599).optional(),
  commitAfterMs: z.int().nonnegative().max(3_600_000).optional(),
  retryAfterS: z.int().nonnegative().optional(),
  field: z.string().min(1).optional(),
  value: z.unknown().optional(),
  ...shared,
});

const webhookFault = z.strictObject({
  operation: z.literal("webhook"),
  kind: z.enum(WEBHOOK_KINDS),
  ...shared,
});

/** What `PUT /_emulator/faults` accepts: unknown fields, kinds and operations are refused, never ignored. */
export const faultList = z.array(z.discriminatedUnion("operation", [webhookFault, apiFault]));

export type ApiFault = z.infer<typeof apiFault>;
export type WebhookFault = z.infer<typeof webhookFault>;
export type Fault = ApiFault | WebhookFault;
