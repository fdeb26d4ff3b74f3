import type { Intent } from "../entities";
import type { EventName } from "../schemas/webhook";

/** The published event body, as the exact text that is signed and sent. */
export function eventBody(parts: {
  eventId: string;
  event: EventName;
  accountId: string;
  createdAt: string;
  intent: Intent;
}): string {
  const { eventId, event, accountId, createdAt, intent } = parts;
  return JSON.stringify({
    id: eventId,
    event,
    accountId,
    createdAt,
    data: {
      paymentIntentId: intent.id,
      paymentStatus: intent.status,
      captureMode: intent.request.captureMode ?? "Auto",
    },
  });
}
