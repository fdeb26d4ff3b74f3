import { z } from "zod";

/** The events this program sends; a subscription may name no others. */
export const EVENTS = ["payment_intent.created", "payment_intent.status_updated"] as const;

export type EventName = (typeof EVENTS)[number];

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** https as in the real service, and the one documented exception: http to this machine itself. */
const endpoint = z.url({ protocol: /^https?$/ }).refine(
  (value) => {
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    return url.protocol === "https:" || LOOPBACK.test(url.hostname);
  },
  { error: "Use https (http only for localhost, 127.0.0.1 or [::1])." },
);

const events = z.array(z.enum(EVENTS)).min(1);

export const createSubscription = z.strictObject({
  events,
  url: endpoint,
  description: z.string().optional(),
});

export const updateSubscription = createSubscription.partial();
