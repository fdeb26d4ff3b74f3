import type { WebhookFault } from "../faults/schema";
import { foreignId, withField } from "../faults/spoil";

/** How an event goes wrong on its first sending, decided when it happens; tries after that are clean. */
export type Mishap = { copies: number; badSignature: boolean; early: boolean; held: boolean };

/** A held event leaves after the next one, or after this time when none comes. */
const HELD_MS = 5_000;
const DELAY_MS = 5_000;

export function mishapOf(fault: WebhookFault | undefined): Mishap {
  return {
    copies: fault?.kind === "duplicate" ? Number(fault.value ?? 2) : 1,
    badSignature: fault?.kind === "badSignature",
    early: fault?.kind === "early",
    held: fault?.kind === "reorder",
  };
}

/** How long its first sending waits, in ms. */
export function waitOf(fault: WebhookFault | undefined): number {
  if (fault?.kind === "delay") return fault.delayMs ?? DELAY_MS;
  return fault?.kind === "reorder" ? (fault.delayMs ?? HELD_MS) : 0;
}

/** The body with an id that nobody knows: the intent's, or `field` (`accountId`, `id`) with its `value`. */
export function spoilBody(body: string, fault: WebhookFault | undefined): string {
  if (fault?.kind !== "unknownId") return body;
  const { field = "paymentIntentId", value } = fault;
  const event = JSON.parse(body);
  const path = field in event ? field : `data.${field}`;
  return JSON.stringify(withField(event, path, (id) => value ?? foreignId(id)));
}
