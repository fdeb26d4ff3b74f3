import { z } from "zod";

/** The events this program sends. */
export type EventName = "payment_intent.created" | "payment_intent.status_updated";

/** What `GET /webhooks/events` lists: a receipt's event is named by Dojo's guide, its body is not published. */
export const EVENTS: Record<string, readonly string[]> = {
  PaymentIntent: ["payment_intent.created", "payment_intent.status_updated", "payment_intent.send-receipt"],
};

/** Names of the published examples, which clients copy: taken in a subscription, never sent. */
const EXAMPLES = ["payment_intent.updated", "payment.successful", "order.created"];

const KNOWN = new Set([...Object.values(EVENTS).flat(), ...EXAMPLES]);

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** https as in the real service, and the one documented exception: http to this machine itself. */
const endpoint = z
  .url({ protocol: /^https?$/ })
  .refine(
    (value) => {
      if (!URL.canParse(value)) return true;
      const url = new URL(value);
      return url.protocol === "https:" || LOOPBACK.test(url.hostname);
    },
    { error: "Use https (http only for localhost, 127.0.0.1 or [::1])." },
  )
  .refine((value) => !URL.canParse(value) || new URL(value).username + new URL(value).password === "", {
    error: "A user or password in the address is never sent.",
  });

const eventName = z.string().refine((name) => KNOWN.has(name), { error: "There is no such event." });

const events = z.array(eventName).min(1);

export const createSubscription = z.strictObject({
  events,
  url: endpoint,
  description: z.string().optional(),
});

export const updateSubscription = createSubscription.partial();
